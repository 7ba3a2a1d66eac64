package com.flexinference.router.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Signs what the model thought, so that a thought that comes back changed is noticed.
 */
final class Signature {

	private Signature() {
	}

	static String of(String thought) {
		return base64("local:" + UUID.nameUUIDFromBytes(thought.getBytes(StandardCharsets.UTF_8)));
	}

	// Hides a thought from the caller, who sends it back
	static String seal(String thought) {
		String sealed = base64(thought);
		return sealed + "." + of(sealed);
	}

	static boolean isSeal(String text) {
		int dot = text.indexOf('.');
		return dot >= 0 && of(text.substring(0, dot)).equals(text.substring(dot + 1));
	}

	private static String base64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
