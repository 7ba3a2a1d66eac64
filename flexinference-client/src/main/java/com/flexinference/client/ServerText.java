package com.flexinference.client;

import java.util.regex.Pattern;

/**
 * Makes what a server says fit for messages, which end up in logs: it may be a provider's
 * words, and may repeat what was sent.
 */
final class ServerText {

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

	private static final Pattern API_KEY = Pattern.compile("(flex_(?:live|test)_)\\w+");

	private ServerText() {
	}

	static String neutral(CharSequence text) {
		return API_KEY.matcher(CONTROL.matcher(text).replaceAll(" ")).replaceAll("$1****");
	}

}
