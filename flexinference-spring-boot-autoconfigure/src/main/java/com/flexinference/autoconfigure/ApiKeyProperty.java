package com.flexinference.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.InvalidConfigurationException;

/**
 * Finds mistakes in the property of the API key that its text shows.
 */
final class ApiKeyProperty {

	private static final String NAME = "flexinference.api-key";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

	private static final Pattern QUOTED = Pattern.compile("([\"'`])\\S*\\1|[\u201C\u2018]\\S*[\u201D\u2019]");

	private ApiKeyProperty() {
	}

	/**
	 * Check the API key.
	 * @param apiKey the value of the property, or {@code null} if it is not set
	 * @throws InvalidConfigurationException if there is a mistake
	 */
	static void check(@Nullable String apiKey) {
		Matcher placeholder = PLACEHOLDER.matcher((apiKey != null) ? apiKey : "");
		if (placeholder.find()) {
			throw new InvalidConfigurationException(NAME,
					"The property '" + NAME + "' has the placeholder '" + placeholder.group()
							+ "', which nothing resolves.",
					"Set the property or environment variable that the placeholder names.");
		}
		if (apiKey != null && QUOTED.matcher(apiKey.trim()).matches()) {
			throw new InvalidConfigurationException(NAME, "The value of '" + NAME + "' has quotes around it.",
					"Remove the quotes; they would be sent as part of the key.");
		}
	}

}
