package com.flexinference.client.internal.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text that a server, a model or a caller wrote fit for messages, logs and spans:
 * it cannot end a line, change how a line is shown, fill a log or show an API key.
 */
public final class ForeignText {

	public static final int MAX_LENGTH = 2_000;

	private static final Pattern API_KEY = Pattern.compile("(flex_(?:live|test)_)\\w+");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

	private ForeignText() {
	}

	/**
	 * Return whether a text is a name, such as a code, which cannot carry content.
	 * @param text any text
	 * @return whether it is a name
	 */
	public static boolean isName(String text) {
		return NAME.matcher(text).matches();
	}

	public static String neutralize(CharSequence text) {
		return neutralize(text, MAX_LENGTH);
	}

	/**
	 * Neutralize a text.
	 * @param text any text
	 * @param maxLength the most characters to show
	 * @return the text on one line, without API keys, cut at the given length
	 */
	public static String neutralize(CharSequence text, int maxLength) {
		int bound = 2 * maxLength + SentKeys.MAX_LENGTH;
		if (text.length() <= bound) {
			return escape(cut(mask(text.toString()), maxLength));
		}
		// The end may be a part of a key, which is not recognized.
		String masked = mask(text.subSequence(0, bound).toString());
		masked = masked.substring(0, Math.max(0, masked.length() - SentKeys.MAX_LENGTH));
		return escape((masked.length() <= maxLength) ? masked + "…" : cut(masked, maxLength));
	}

	private static String cut(String text, int maxLength) {
		if (text.length() <= maxLength) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
		return text.substring(0, end) + "…";
	}

	/**
	 * Mask the API keys in a text: those that were sent, and all of the documented form.
	 * @param text any text
	 * @return the text without keys
	 */
	public static String mask(String text) {
		return API_KEY.matcher(SentKeys.mask(text)).replaceAll("$1****");
	}

	public static String escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			switch (character) {
				case '\n' -> escaped.append("\\n");
				case '\r' -> escaped.append("\\r");
				case '\t' -> escaped.append("\\t");
				default -> append(character, escaped);
			}
		});
		return escaped.toString();
	}

	private static void append(int character, StringBuilder escaped) {
		switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				escaped.append(String.format(Locale.ROOT, "\\u%04x", character));
			default -> escaped.appendCodePoint(character);
		}
	}

}
