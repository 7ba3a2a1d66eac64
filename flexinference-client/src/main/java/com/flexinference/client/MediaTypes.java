package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaTypeFactory;

/**
 * Detects media types of images and documents.
 */
final class MediaTypes {

	private static final Map<String, String> SIGNATURES = Map.of("\u0089PNG\r\n\u001a\n", "image/png",
			"\u00ff\u00d8\u00ff", "image/jpeg", "GIF87a", "image/gif", "GIF89a", "image/gif", "%PDF-",
			"application/pdf");

	private MediaTypes() {
	}

	static @Nullable String detect(byte[] data, @Nullable String filename) {
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

}
