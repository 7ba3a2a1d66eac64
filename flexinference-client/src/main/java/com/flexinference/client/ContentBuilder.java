package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.Assert;
import org.springframework.util.MimeType;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.internal.request.ContentPart;
import com.flexinference.client.internal.request.ContentPart.Kind;

/**
 * Builds the content of a user message from several parts, which keep their order. If the
 * caller format does not support a part, the request is refused before anything is sent.
 *
 * <pre>{@code
 * client.responses().create((r) -> r.user((c) -> c.text("What is this?").image(photo)));
 * }</pre>
 *
 * Images and documents are read at once. Their media type is detected by their first
 * bytes, or else by the name of their file. All methods throw
 * {@link InvalidRequestException} for a part that cannot be read, is larger than a
 * request may be, or does not have a suitable media type.
 */
public final class ContentBuilder {

	private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);

	private static final Map<String, String> SIGNATURES = Map.of("\u0089PNG\r\n\u001a\n", "image/png",
			"\u00ff\u00d8\u00ff", "image/jpeg", "GIF87a", "image/gif", "GIF89a", "image/gif", "%PDF-",
			"application/pdf");

	private final List<ContentPart> parts = new ArrayList<>();

	ContentBuilder() {
	}

	List<ContentPart> parts() {
		Assert.notEmpty(this.parts, "The content of a message must not be empty");
		return this.parts;
	}

	/**
	 * Add a text.
	 * @param text the text
	 * @return this builder
	 */
	public ContentBuilder text(String text) {
		Assert.notNull(text, "'text' must not be null");
		this.parts.add(ContentPart.text(text));
		return this;
	}

	/**
	 * Add an image.
	 * @param image the image
	 * @return this builder
	 */
	public ContentBuilder image(Resource image) {
		return add(Kind.IMAGE, image, null);
	}

	/**
	 * Add an image.
	 * @param image the image
	 * @param mediaType the media type, such as {@code image/png}
	 * @return this builder
	 */
	public ContentBuilder image(Resource image, MimeType mediaType) {
		Assert.notNull(mediaType, "'mediaType' must not be null");
		return add(Kind.IMAGE, image, mediaType.toString());
	}

	/**
	 * Add an image.
	 * @param image the image
	 * @return this builder
	 */
	public ContentBuilder image(byte[] image) {
		return image(new ByteArrayResource(image));
	}

	/**
	 * Add an image.
	 * @param image the image
	 * @param mediaType the media type, such as {@code image/png}
	 * @return this builder
	 */
	public ContentBuilder image(byte[] image, MimeType mediaType) {
		return image(new ByteArrayResource(image), mediaType);
	}

	/**
	 * Add an image that the provider fetches. Interactions does not have such images.
	 * @param image a URL of http or https, or a data URL of Base64
	 * @return this builder
	 */
	public ContentBuilder image(URI image) {
		return add(Kind.IMAGE, image);
	}

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document, such as a PDF
	 * @return this builder
	 */
	public ContentBuilder document(Resource document) {
		return add(Kind.DOCUMENT, document, null);
	}

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document
	 * @param mediaType the media type, such as {@code application/pdf}
	 * @return this builder
	 */
	public ContentBuilder document(Resource document, MimeType mediaType) {
		Assert.notNull(mediaType, "'mediaType' must not be null");
		return add(Kind.DOCUMENT, document, mediaType.toString());
	}

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document, such as a PDF
	 * @return this builder
	 */
	public ContentBuilder document(byte[] document) {
		return document(new ByteArrayResource(document));
	}

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document
	 * @param mediaType the media type, such as {@code application/pdf}
	 * @return this builder
	 */
	public ContentBuilder document(byte[] document, MimeType mediaType) {
		return document(new ByteArrayResource(document), mediaType);
	}

	/**
	 * Add a document that the provider fetches. Only Responses has such documents.
	 * @param document a URL of http or https, or a data URL of Base64
	 * @return this builder
	 */
	public ContentBuilder document(URI document) {
		return add(Kind.DOCUMENT, document);
	}

	private ContentBuilder add(Kind kind, Resource resource, @Nullable String mediaType) {
		Assert.notNull(resource, "'resource' must not be null");
		byte[] data = read(resource);
		String filename = resource.getFilename();
		return add(kind, data, (mediaType != null) ? mediaType : detectMediaType(data, filename), filename);
	}

	private ContentBuilder add(Kind kind, byte[] data, @Nullable String mediaType, @Nullable String filename) {
		if (mediaType == null) {
			throw invalid("has a part whose media type cannot be detected",
					"a PNG, JPEG, GIF, WebP or PDF, a known file name, or the media type as an argument", null);
		}
		if (kind == Kind.IMAGE && !mediaType.startsWith("image/")) {
			throw invalid("has an image of the media type '" + Violation.shown(mediaType) + "'",
					"media types that start with image/, or document(…)", null);
		}
		String name = (filename != null) ? filename : (kind == Kind.DOCUMENT) ? "document" : null;
		this.parts.add(ContentPart.data(kind, data, mediaType, name));
		return this;
	}

	private ContentBuilder add(Kind kind, URI uri) {
		Assert.notNull(uri, "'uri' must not be null");
		Matcher data = DATA_URL.matcher(uri.toString());
		if (data.matches()) {
			try {
				return add(kind, Base64.getDecoder().decode(data.group(2)), data.group(1), null);
			}
			catch (IllegalArgumentException ex) {
				throw invalid("has a data URL that is not valid Base64", "a URL of http or https, or a Resource", ex);
			}
		}
		if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
			throw invalid("has a URL that the provider cannot fetch, of the scheme '" + uri.getScheme() + "'",
					"http, https, data URLs of Base64, or a Resource", null);
		}
		this.parts.add(ContentPart.url(kind, uri.toString()));
		return this;
	}

	private static byte[] read(Resource resource) {
		try (InputStream in = resource.getInputStream()) {
			byte[] data = in.readNBytes(RequestRules.MAX_BODY + 1);
			if (data.length > RequestRules.MAX_BODY) {
				throw new InvalidRequestException(RequestRules.tooLarge("has a part that is larger", "content"));
			}
			return data;
		}
		catch (IOException ex) {
			throw invalid("has a part that cannot be read: " + ex.getMessage(), "a resource that exists", ex);
		}
	}

	private static @Nullable String detectMediaType(byte[] data, @Nullable String filename) {
		String start = new String(data, 0, Math.min(data.length, 16), StandardCharsets.ISO_8859_1);
		for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
			if (start.startsWith(signature.getKey())) {
				return signature.getValue();
			}
		}
		if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
			return "image/webp";
		}
		return (filename != null) ? MediaTypeFactory.getMediaType(filename).map(Object::toString).orElse(null) : null;
	}

	private static InvalidRequestException invalid(String problem, String allowed, @Nullable Throwable cause) {
		return new InvalidRequestException(
				List.of(new Violation("content", null, problem, allowed,
						"builder.user((c) -> c.text(\"What is this?\").image(bytes, MimeTypeUtils.IMAGE_PNG))")),
				cause);
	}

}
