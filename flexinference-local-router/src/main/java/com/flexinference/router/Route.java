package com.flexinference.router;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A way to a provider (contract section 3.2).
 */
enum Route {

	OPENAI(false),

	GOOGLE(false),

	ANTHROPIC(false),

	VERTEX(true),

	BEDROCK(true),

	CLOUDFLARE(true),

	FOUNDRY(true);

	private final boolean cloud;

	Route(boolean cloud) {
		this.cloud = cloud;
	}

	boolean isCloud() {
		return this.cloud;
	}

	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the name in an error, where Google's route reads gemini.
	 * @return the name
	 */
	String errorName() {
		return (this != GOOGLE) ? wireName() : "gemini";
	}

	static @Nullable Route of(String wireName) {
		return Arrays.stream(values()).filter((route) -> route.wireName().equals(wireName)).findFirst().orElse(null);
	}

}
