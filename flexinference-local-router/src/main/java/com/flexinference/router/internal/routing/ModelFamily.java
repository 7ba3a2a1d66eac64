package com.flexinference.router.internal.routing;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The models of one vendor: how their names look and which routes serve them, the native
 * one first. A name of no known vendor is proxied to OpenAI.
 */
enum ModelFamily {

	OPENAI("gpt-.*|o\\d.*", "openai", List.of(Route.OPENAI, Route.FOUNDRY)),

	GEMINI("gemini-.*", "google", List.of(Route.GOOGLE, Route.VERTEX)),

	CLAUDE("claude-.*", "anthropic", List.of(Route.ANTHROPIC, Route.BEDROCK)),

	LLAMA("@cf/meta/llama-3.3-70b-instruct", "meta", List.of(Route.CLOUDFLARE)),

	OTHER(".*", "unknown", List.of(Route.OPENAI, Route.CLOUDFLARE));

	private final Pattern names;

	private final String owner;

	private final List<Route> routes;

	ModelFamily(String names, String owner, List<Route> routes) {
		this.names = Pattern.compile(names, Pattern.DOTALL);
		this.owner = owner;
		this.routes = routes;
	}

	String owner() {
		return this.owner;
	}

	List<Route> routes() {
		return this.routes;
	}

	static ModelFamily of(String model) {
		return Arrays.stream(values())
			.filter((family) -> family.names.matcher(model).matches())
			.findFirst()
			.orElse(OTHER);
	}

}
