package com.flexinference.ai;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.MimeType;

import com.flexinference.client.ContentBuilder;

/**
 * Writes media of a user message as a part of its content: bytes, Base64, a data URL, or
 * a URL that the provider fetches.
 */
final class MediaPart {

	private MediaPart() {
	}

	static void write(Media media, ContentBuilder content) {
		MimeType type = media.getMimeType();
		boolean image = "image".equals(type.getType());
		Assert.isTrue(image || Media.Format.DOC_PDF.equalsTypeAndSubtype(type),
				() -> "Media of the type '" + type + "' cannot be sent. Allowed: images and application/pdf. "
						+ "Add the content of other files to the text of the message.");
		Object data = media.getData();
		if (!(data instanceof byte[]) && data.toString().contains(":")) {
			write(uri(data.toString()), image, content);
		}
		else {
			byte[] bytes = (data instanceof byte[] array) ? array : decode(data.toString());
			Assert.isTrue(bytes.length > 0, "The data of media is empty. Pass the bytes, a Resource or a URI.");
			write(resource(media, bytes), type, content);
		}
	}

	private static void write(URI uri, boolean image, ContentBuilder content) {
		if (image) {
			content.image(uri);
		}
		else {
			content.document(uri);
		}
	}

	private static void write(Resource resource, MimeType type, ContentBuilder content) {
		if (Media.Format.DOC_PDF.equalsTypeAndSubtype(type)) {
			content.document(resource, type);
		}
		else if (type.isWildcardSubtype()) {
			content.image(resource);
		}
		else {
			content.image(resource, type);
		}
	}

	private static URI uri(String data) {
		try {
			return new URI(data);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(
					"The data of media is no valid URL: " + ex.getReason() + " at index " + ex.getIndex() + ".", ex);
		}
	}

	private static byte[] decode(String data) {
		try {
			return Base64.getDecoder().decode(data);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The data of media is neither a URL nor Base64. Pass the bytes, a Resource or a URI.", ex);
		}
	}

	private static Resource resource(Media media, byte[] data) {
		// Names that Media generates are random.
		boolean generated = media.getName().startsWith("media-" + media.getMimeType().getSubtype() + "-");
		return new ByteArrayResource(data) {

			@Override
			public @Nullable String getFilename() {
				return generated ? null : media.getName();
			}

		};
	}

}
