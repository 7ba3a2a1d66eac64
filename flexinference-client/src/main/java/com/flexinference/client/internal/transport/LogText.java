package com.flexinference.client.internal.transport;

import java.util.Locale;

/**
 * Makes text that a server has sent fit for a line of a log.
 */
final class LogText {

	private LogText() {
	}

	/**
	 * Escape what could end the line, or change how it is shown.
	 * @param text any text
	 * @return the text without line breaks, control and formatting characters
	 */
	static String escape(String text) {
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
