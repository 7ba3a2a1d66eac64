package com.flexinference.router.internal.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

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
		boolean stepped = "integer".equals(Json.type(schema)) || schema.has("multipleOf");
		BigDecimal multiple = value(schema, "multipleOf", BigDecimal.ONE);
		BigDecimal step = (multiple.signum() > 0) ? multiple : BigDecimal.ONE;
		BigDecimal number = candidates(schema)
			.map((candidate) -> stepped ? candidate.divide(step, 0, RoundingMode.CEILING).multiply(step) : candidate)
			.filter((candidate) -> isInRange(candidate, schema))
			.findFirst()
			.orElse(BigDecimal.ONE);
		BigDecimal varied = number.add(step.multiply(BigDecimal.valueOf(variant)));
		return isInRange(varied, schema) ? varied : number;
	}

	private static Stream<BigDecimal> candidates(JsonNode schema) {
		BigDecimal minimum = value(schema, "minimum", value(schema, "exclusiveMinimum", BigDecimal.ONE));
		BigDecimal low = minimum.max(value(schema, "exclusiveMinimum", minimum));
		BigDecimal maximum = value(schema, "maximum", value(schema, "exclusiveMaximum", low));
		BigDecimal high = maximum.min(value(schema, "exclusiveMaximum", maximum));
		BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2));
		return Stream.of(low, low.add(BigDecimal.ONE), middle, BigDecimal.ONE, high, high.subtract(BigDecimal.ONE));
	}

	private static boolean isInRange(BigDecimal number, JsonNode schema) {
		return number.compareTo(value(schema, "minimum", number)) >= 0
				&& number.compareTo(value(schema, "maximum", number)) <= 0
				&& number.compareTo(value(schema, "exclusiveMinimum", number.subtract(BigDecimal.ONE))) > 0
				&& number.compareTo(value(schema, "exclusiveMaximum", number.add(BigDecimal.ONE))) < 0;
	}

	private static BigDecimal value(JsonNode schema, String keyword, BigDecimal other) {
		return (schema.path(keyword) instanceof NumericNode number && !number.isNaN()) ? number.decimalValue() : other;
	}

}
