package com.flexinference.client.internal.request;

import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A part of the content of a user message. It has a text, data or a URL.
 *
 * @param kind the kind of the part
 * @param text the text, or the URL of an image or document; {@code null} if there is data
 * @param mediaType the media type of the data, or {@code null} if there is none
 * @param base64 the data in Base64, or {@code null} if there is none
 * @param filename the name of the file that the data is from, or {@code null} if unknown
 */
public record ContentPart(Kind kind, @Nullable String text, @Nullable String mediaType, @Nullable String base64,
		@Nullable String filename) {

	public static ContentPart text(String text) {
		return new ContentPart(Kind.TEXT, text, null, null, null);
	}

	public static ContentPart url(Kind kind, String url) {
		return new ContentPart(kind, url, null, null, null);
	}

	public static ContentPart data(Kind kind, byte[] data, String mediaType, @Nullable String filename) {
		return new ContentPart(kind, null, mediaType, Base64.getEncoder().encodeToString(data), filename);
	}

	public boolean isData() {
		return this.base64 != null;
	}

	public @Nullable String url() {
		return isData() ? "data:" + this.mediaType + ";base64," + this.base64 : this.text;
	}

	/**
	 * Describe the part in the terms of the builder of requests.
	 * @return the kind, and whether it is given by its URL
	 */
	public String label() {
		return this.kind.name().toLowerCase(Locale.ROOT) + ((this.kind == Kind.TEXT || isData()) ? "" : "(URI)");
	}

	/**
	 * Return the kind, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "ContentPart[" + label() + "]";
	}

	public enum Kind {

		TEXT,

		IMAGE,

		DOCUMENT

	}

}
