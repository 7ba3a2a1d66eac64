package com.flexinference.router.internal.routing;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.flexinference.router.internal.error.ErrorCode;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.error.RouterException;

/**
 * A way to a provider (docs/wire-contract.md, section 3.2).
 */
public enum Route {

	OPENAI(false), GOOGLE(false), ANTHROPIC(false), VERTEX(true), BEDROCK(true), CLOUDFLARE(true), FOUNDRY(true);

	private final boolean cloud;

	Route(boolean cloud) {
		this.cloud = cloud;
	}

	// The tier that serves a request for a named tier (docs/wire-contract.md, section
	// 2.2)
	String servedTier(String tier) {
		if (isCloud()) {
			return "standard";
		}
		if ("priority".equals(tier)) {
			return "priority";
		}
		return (this != ANTHROPIC) ? "default" : "standard";
	}

	// For an organization that has no key of its own for the route
	ErrorCode missingKey() {
		return switch (this) {
			case GOOGLE -> ErrorCode.NO_GEMINI_KEY;
			case ANTHROPIC -> ErrorCode.NO_ANTHROPIC_KEY;
			default -> ErrorCode.NO_BYOK_KEY;
		};
	}

	// For a request that the provider rejects
	public RouterException rejection(String providerCode, String message) {
		return new RouterException(Failure.ofProvider(errorName(), 400, "validation", providerCode, message));
	}

	boolean isCloud() {
		return this.cloud;
	}

	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	public String errorName() {
		return (this != GOOGLE) ? wireName() : "gemini";
	}

	public static @Nullable Route of(String wireName) {
		return Arrays.stream(values()).filter((route) -> route.wireName().equals(wireName)).findFirst().orElse(null);
	}

}
