package com.flexinference.autoconfigure.actuate;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Texts of the service that can be shown: those that cannot carry content.
 */
final class ServiceText {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

	private static final Pattern URL = Pattern.compile("https://[A-Za-z0-9_.:/#-]{1,200}");

	private ServiceText() {
	}

	/**
	 * Return a text if it is a name, such as a code.
	 * @param text the text, or {@code null}
	 * @return the text, or {@code other} if it is no name
	 */
	static @Nullable String name(@Nullable String text) {
		return (text == null || NAME.matcher(text).matches()) ? text : "other";
	}

	/**
	 * Return a text if it is the URL of a document.
	 * @param text the text, or {@code null}
	 * @return the text, or {@code null} if it is no such URL
	 */
	static @Nullable String url(@Nullable String text) {
		return (text != null && URL.matcher(text).matches()) ? text : null;
	}

}
