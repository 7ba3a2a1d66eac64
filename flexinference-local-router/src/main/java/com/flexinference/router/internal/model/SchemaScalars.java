package com.flexinference.router.internal.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

import com.flexinference.router.internal.Json;

/**
 * Generates strings and numbers that match a JSON schema.
 */
final class SchemaScalars {

	// Strings that common patterns match.
	private static final List<String> SAMPLES = List.of("2026-01-01T00:00:00", "2026-01-01", "2026-01", "00:00:00",
			"00:00", "A", "AA", "EUR", "1", "12345", "00:00:00Z", "--01-01", "01.01.2026", "01/01/2026", "01/2026",
			"PT1M", "P1D", "UTC", "+01:00", "en", "UTF-8", "192.0.2.1", "example.com:443", "https://example.com/");

	private SchemaScalars() {
	}

	static String string(JsonNode schema, String name, int variant) {
		String text = switch (schema.path("format").asString("")) {
			case "date" -> "2026-01-%02d".formatted(1 + variant % 28);
			case "date-time" -> "2026-01-01T00:00:%02dZ".formatted(variant % 60);
			case "time" -> "00:00:%02dZ".formatted(variant % 60);
			case "duration" -> "PT%dM".formatted(1 + variant);
			case "email" -> "someone%s@example.com".formatted(suffix(variant));
			case "hostname" -> "host%s.example.com".formatted(suffix(variant));
			case "ipv4" -> "192.0.2.%d".formatted(1 + variant % 254);
			case "ipv6" -> "2001:db8::%x".formatted(1 + variant);
			case "uri", "url" -> "https://example.com/%s".formatted(suffix(variant));
			case "uuid" -> "00000000-0000-4000-8000-%012x".formatted(variant);
			default -> matching(schema.path("pattern").asString(""), name + suffix(variant));
		};
		int shortest = schema.path("minLength").asInt(0);
		String padded = text + ".".repeat(Math.max(0, shortest - text.length()));
		return padded.substring(0, Math.min(padded.length(), schema.path("maxLength").asInt(padded.length())));
	}

	private static String matching(String pattern, String text) {
		try {
			Predicate<String> matches = Pattern.compile(pattern).asPredicate();
			return Stream.concat(Stream.of(text), SAMPLES.stream()).filter(matches).findFirst().orElse(text);
		}
		catch (PatternSyntaxException ex) {
			// JavaScript's regular expressions are not Java's
			return text;
		}
	}

	private static String suffix(int variant) {
		return (variant != 0) ? String.valueOf(variant + 1) : "";
	}

	static BigDecimal number(JsonNode schema, int variant) {
		boolean integer = "integer".equals(Json.type(schema));
		BigDecimal step = schema.path("multipleOf").asDecimal(BigDecimal.ONE);
		step = (step.signum() > 0) ? step : BigDecimal.ONE;
		BigDecimal low = bound(schema, "minimum", "exclusiveMinimum", integer ? 1 : 0);
		BigDecimal high = bound(schema, "maximum", "exclusiveMaximum", integer ? -1 : 0);
		BigDecimal number = start(schema, low, high, integer);
		boolean stepped = integer || schema.has("multipleOf");
		if (stepped) {
			number = number.divide(step, 0, RoundingMode.CEILING).multiply(step);
		}
		BigDecimal varied = number.add(step.multiply(BigDecimal.valueOf(variant)));
		return (high != null && varied.compareTo(high) > 0) ? number : varied;
	}

	private static @Nullable BigDecimal bound(JsonNode schema, String inclusive, String exclusive, int step) {
		if (isFinite(schema.path(exclusive))) {
			return schema.path(exclusive).decimalValue().add(BigDecimal.valueOf(step));
		}
		return isFinite(schema.path(inclusive)) ? schema.path(inclusive).decimalValue() : null;
	}

	private static boolean isFinite(JsonNode number) {
		return number instanceof NumericNode numeric && !numeric.isNaN();
	}

	private static BigDecimal start(JsonNode schema, @Nullable BigDecimal low, @Nullable BigDecimal high,
			boolean integer) {
		boolean open = !integer && (schema.has("exclusiveMinimum") || schema.has("exclusiveMaximum"));
		if (low != null && high != null) {
			return open ? low.add(high).divide(BigDecimal.valueOf(2)) : low;
		}
		if (low != null) {
			return open ? low.add(BigDecimal.ONE) : low;
		}
		if (high == null) {
			return BigDecimal.ONE;
		}
		return (open ? high.subtract(BigDecimal.ONE) : high).min(BigDecimal.ONE);
	}

}
