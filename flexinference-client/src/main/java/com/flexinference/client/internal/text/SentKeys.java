package com.flexinference.client.internal.text;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The API keys that clients of this JVM sent last, so that texts of others do not show
 * them, whatever their form is.
 */
public final class SentKeys {

	static final int MAX_LENGTH = 1_000;

	/**
	 * Shorter ones could be any word.
	 */
	private static final int MIN_LENGTH = 6;

	private static final int MAX_KEYS = 256;

	private static final Map<String, Boolean> keys = new LinkedHashMap<>(16, 0.75F, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > MAX_KEYS;
		}

	};

	private SentKeys() {
	}

	public static void add(String key) {
		if (key.length() >= MIN_LENGTH && key.length() <= MAX_LENGTH) {
			synchronized (keys) {
				keys.put(key, Boolean.TRUE);
			}
		}
	}

	private static String shown(String key) {
		return (key.startsWith("flex_live_") || key.startsWith("flex_test_")) ? key.substring(0, 10) + "****" : "****";
	}

	static String mask(String text) {
		if (text.length() < MIN_LENGTH) {
			return text;
		}
		List<String> sent;
		synchronized (keys) {
			// One key may be the beginning of another.
			sent = keys.keySet()
				.stream()
				.filter(text::contains)
				.sorted(Comparator.comparingInt(String::length).reversed())
				.toList();
		}
		String masked = text;
		for (String key : sent) {
			masked = masked.replace(key, shown(key));
		}
		return masked;
	}

}
