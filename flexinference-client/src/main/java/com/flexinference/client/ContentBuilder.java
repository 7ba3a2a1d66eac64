package com.flexinference.client;

import java.net.URI;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * Builds the content of a user message from several parts, which keep their order. If the
 * caller format does not support a part, the request is refused before anything is sent.
 *
 * <pre>{@code
 * client.responses().create((r) -> r.user((c) -> c.text("What is this?").image(photo)));
 * }</pre>
 */
public sealed interface ContentBuilder permits DefaultContentBuilder {

	/**
	 * Add a text.
	 * @param text the text
	 * @return this builder
	 */
	ContentBuilder text(String text);

	/**
	 * Add an image, whose media type is detected by its first bytes, or else by the name
	 * of its file.
	 * @param image the image, read at once
	 * @return this builder
	 * @throws InvalidRequestException if it cannot be read, is larger than a request may
	 * be, or its media type is unknown
	 */
	ContentBuilder image(Resource image);

	/**
	 * Add an image.
	 * @param image the image, read at once
	 * @param mediaType the media type, such as {@code image/png}
	 * @return this builder
	 * @throws InvalidRequestException if it cannot be read, is larger than a request may
	 * be, or is not an image
	 */
	ContentBuilder image(Resource image, MimeType mediaType);

	/**
	 * Add an image, whose media type is detected by its first bytes.
	 * @param image the image
	 * @return this builder
	 * @throws InvalidRequestException if it is larger than a request may be, or its media
	 * type is unknown
	 */
	default ContentBuilder image(byte[] image) {
		return image(new ByteArrayResource(image));
	}

	/**
	 * Add an image.
	 * @param image the image
	 * @param mediaType the media type, such as {@code image/png}
	 * @return this builder
	 * @throws InvalidRequestException if it is larger than a request may be, or is not an
	 * image
	 */
	default ContentBuilder image(byte[] image, MimeType mediaType) {
		return image(new ByteArrayResource(image), mediaType);
	}

	/**
	 * Add an image that the provider fetches. Interactions does not have such images.
	 * @param image a URL of http or https, or a data URL of Base64
	 * @return this builder
	 * @throws InvalidRequestException if it is neither
	 */
	ContentBuilder image(URI image);

	/**
	 * Add a document, whose media type is detected by its first bytes, or else by the
	 * name of its file. Messages does not have documents.
	 * @param document the document, such as a PDF, read at once
	 * @return this builder
	 * @throws InvalidRequestException if it cannot be read, is larger than a request may
	 * be, or its media type is unknown
	 */
	ContentBuilder document(Resource document);

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document, read at once
	 * @param mediaType the media type, such as {@code application/pdf}
	 * @return this builder
	 * @throws InvalidRequestException if it cannot be read or is larger than a request
	 * may be
	 */
	ContentBuilder document(Resource document, MimeType mediaType);

	/**
	 * Add a document, whose media type is detected by its first bytes. Messages does not
	 * have documents.
	 * @param document the document, such as a PDF
	 * @return this builder
	 * @throws InvalidRequestException if it is larger than a request may be, or its media
	 * type is unknown
	 */
	default ContentBuilder document(byte[] document) {
		return document(new ByteArrayResource(document));
	}

	/**
	 * Add a document. Messages does not have documents.
	 * @param document the document
	 * @param mediaType the media type, such as {@code application/pdf}
	 * @return this builder
	 * @throws InvalidRequestException if it is larger than a request may be
	 */
	default ContentBuilder document(byte[] document, MimeType mediaType) {
		return document(new ByteArrayResource(document), mediaType);
	}

	/**
	 * Add a document that the provider fetches. Only Responses has such documents.
	 * @param document a URL of http or https, or a data URL of Base64
	 * @return this builder
	 * @throws InvalidRequestException if it is neither
	 */
	ContentBuilder document(URI document);

}
