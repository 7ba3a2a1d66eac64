package com.flexinference.template.internal.typed;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes the schemas of texts, numbers and booleans.
 */
record ScalarSchemas(Probe probe) {

	private static final Set<Class<?>> OPTIONALS = Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class);

	private static final Set<Class<?>> INTEGERS = Set.of(byte.class, Byte.class, short.class, Short.class, int.class,
			Integer.class, long.class, Long.class, BigInteger.class, AtomicInteger.class, AtomicLong.class,
			OptionalInt.class, OptionalLong.class, Year.class);

	private static final Set<Class<?>> NUMBERS = Set.of(float.class, Float.class, double.class, Double.class,
			BigDecimal.class, Number.class, OptionalDouble.class);

	private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class, AtomicBoolean.class);

	private static final Set<Class<?>> TEXTS = Set.of(String.class, StringBuilder.class, StringBuffer.class,
			char[].class, Path.class, File.class, URI.class, Pattern.class);

	private static final Set<Class<?>> BINARIES = Set.of(byte[].class, ByteBuffer.class);

	private static final String ZONE = "^(Z|UTC|[A-Z][A-Za-z]+/[A-Za-z0-9_+/-]+)$";

	private static final Map<Class<?>, ObjectNode> EXAMPLES = Map.ofEntries(
			Map.entry(UUID.class, Schemas.text("format", "uuid")),
			example(Currency.class, "^[A-Z]{3}$", "ISO 4217 code of a currency, such as EUR."),
			example(URL.class, "^https?://[^\\s]+$", "URL, such as https://example.com/."),
			example(char.class, "^.$", "One character."), example(Character.class, "^.$", "One character."),
			example(ZoneId.class, ZONE, "Time zone, such as Europe/Paris."),
			example(TimeZone.class, ZONE, "Time zone, such as Europe/Paris."),
			example(Locale.class, "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "BCP 47 language tag, such as en-US."),
			example(Charset.class, "^(UTF-8|UTF-16|US-ASCII|ISO-8859-1)$", "Character set, such as UTF-8."),
			example(InetAddress.class, "^([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7})$",
					"IP address, such as 192.0.2.1."));

	private static Map.Entry<Class<?>, ObjectNode> example(Class<?> type, String pattern, String description) {
		return Map.entry(type, Schemas.text("pattern", pattern).put("description", description));
	}

	static boolean isOptional(Class<?> type) {
		return OPTIONALS.contains(type);
	}

	/**
	 * Return the schema of a scalar, {@code null} for other types.
	 */
	@Nullable ObjectNode schema(Part part, Class<?> type) {
		ObjectNode example = EXAMPLES.get(type);
		if (example != null) {
			return example.deepCopy();
		}
		if (TEXTS.contains(type)) {
			return Schemas.type("string");
		}
		if (INTEGERS.contains(type)) {
			return isText(part) ? Schemas.text("pattern", "^-?[0-9]+$") : Schemas.type("integer");
		}
		if (NUMBERS.contains(type)) {
			return isText(part) ? Schemas.text("pattern", "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$")
					: Schemas.type("number");
		}
		if (BOOLEANS.contains(type)) {
			return Schemas.type("boolean");
		}
		return BINARIES.contains(type) ? base64() : null;
	}

	private boolean isText(Part part) {
		return part.format(this.probe).getShape() == JsonFormat.Shape.STRING
				&& this.probe.read(part, StringNode.valueOf("1")) != null;
	}

	private ObjectNode base64() {
		Base64Variant variant = this.probe.mapper().deserializationConfig().getBase64Variant();
		String digit = "[A-Za-z0-9" + variant.encodeBase64BitsAsChar(63) + variant.encodeBase64BitsAsChar(62) + "]";
		String padding = variant.usesPadding() ? "=" : "";
		// The last digit before the end has bits that must be zero.
		return Schemas
			.text("pattern",
					"^(" + digit + "{4})*(" + digit + "[AQgw]" + padding + padding + "|" + digit
							+ "{2}[AEIMQUYcgkosw048]" + padding + ")?$")
			.put("description", "Base64.");
	}

}
