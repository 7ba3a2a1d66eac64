package com.flexinference.template.internal.typed;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Translates the pattern of a date to that of a text, unless it has a field that is not
 * made of a fixed number of digits.
 */
final class DatePattern {

	private static final Map<String, String> FIELDS = Map.of("yyyy", "[0-9]{4}", "uuuu", "[0-9]{4}", "MM",
			"(0[1-9]|1[0-2])", "dd", "(0[1-9]|[12][0-9]|3[01])", "HH", "([01][0-9]|2[0-3])", "mm", "[0-5][0-9]", "ss",
			"[0-5][0-9]", "SSS", "[0-9]{3}");

	private static final Pattern TOKEN = Pattern.compile("'([^']+)'|([a-zA-Z])\\2*|[^a-zA-Z]");

	private DatePattern() {
	}

	static @Nullable String toExpression(String pattern) {
		StringBuilder expression = new StringBuilder("^");
		for (MatchResult token : TOKEN.matcher(pattern).results().toList()) {
			String text = token.group();
			String field = (token.group(2) != null) ? FIELDS.get(text)
					: escape((token.group(1) != null) ? token.group(1) : text);
			if (field == null) {
				return null;
			}
			expression.append(field);
		}
		return expression.append('$').toString();
	}

	private static String escape(String text) {
		return text.replaceAll("[\\\\^$.|?*+(){}\\[\\]]", "\\\\$0");
	}

}
