package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.MimeType;

import com.flexinference.client.InvalidRequestException.Violation;
import com.flexinference.client.internal.request.ContentPart;
import com.flexinference.client.internal.request.ContentPart.Kind;

/**
 * Default implementation of {@link ContentBuilder}.
 */
final class DefaultContentBuilder implements ContentBuilder {

	private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);

	private final List<ContentPart> parts = new ArrayList<>();

	List<ContentPart> parts() {
		Assert.notEmpty(this.parts, "The content of a message must not be empty");
		return this.parts;
	}

	@Override
	public ContentBuilder text(String text) {
		Assert.notNull(text, "'text' must not be null");
		this.parts.add(ContentPart.text(text));
		return this;
	}

	@Override
	public ContentBuilder image(Resource image) {
		return add(Kind.IMAGE, image, null);
	}

	@Override
	public ContentBuilder image(Resource image, MimeType mediaType) {
		Assert.notNull(mediaType, "'mediaType' must not be null");
		return add(Kind.IMAGE, image, mediaType.toString());
	}

	@Override
	public ContentBuilder image(URI image) {
		return add(Kind.IMAGE, image);
	}

	@Override
	public ContentBuilder document(Resource document) {
		return add(Kind.DOCUMENT, document, null);
	}

	@Override
	public ContentBuilder document(Resource document, MimeType mediaType) {
		Assert.notNull(mediaType, "'mediaType' must not be null");
		return add(Kind.DOCUMENT, document, mediaType.toString());
	}

	@Override
	public ContentBuilder document(URI document) {
		return add(Kind.DOCUMENT, document);
	}

	private ContentBuilder add(Kind kind, Resource resource, @Nullable String mediaType) {
		Assert.notNull(resource, "'resource' must not be null");
		byte[] data = read(resource);
		String filename = resource.getFilename();
		return add(kind, data, (mediaType != null) ? mediaType : MediaTypes.detect(data, filename), filename);
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

	private static InvalidRequestException invalid(String problem, String allowed, @Nullable Throwable cause) {
		return new InvalidRequestException(
				List.of(new Violation("content", null, problem, allowed,
						"builder.user((c) -> c.text(\"What is this?\").image(bytes, MimeTypeUtils.IMAGE_PNG))")),
				cause);
	}

}
