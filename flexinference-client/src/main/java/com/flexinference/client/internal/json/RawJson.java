package com.flexinference.client.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One JSON value kept as the UTF-8 text it was given in, so that numbers keep their exact
 * digits. An instance is immutable.
 */
public final class RawJson {

	/**
	 * A value that is deliberately not written, and that no default replaces.
	 */
	public static final RawJson OMITTED = new RawJson(new byte[0]);

	private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

	private final byte[] json;

	RawJson(byte[] json) {
		this.json = json;
	}

	public static RawJson of(@Nullable Object value) {
		return (value instanceof RawJson raw) ? raw : new RawJson(WireJson.write(value));
	}

	/**
	 * Write a text as a JSON string. Unlike {@link #of(Object)}, this accepts unpaired
	 * surrogates, which a text that arrived may have.
	 * @param text any text
	 * @return the JSON of the text
	 */
	public static RawJson ofText(String text) {
		return ofJson(WireJson.text(text));
	}

	public static RawJson ofJson(String json) {
		return new RawJson(utf8(json));
	}

	/**
	 * Encode JSON in UTF-8, which has no unpaired surrogates and would replace them.
	 * @param json the text of a JSON value
	 * @return the bytes, with unpaired surrogates as escapes
	 */
	public static byte[] utf8(String json) {
		return UNPAIRED_SURROGATE.matcher(json)
			.replaceAll((match) -> "\\\\u%04x".formatted((int) match.group().charAt(0)))
			.getBytes(StandardCharsets.UTF_8);
	}

	public @Nullable String string() {
		return startsWith('"') ? tree().stringValue() : null;
	}

	public JsonNode tree() {
		return WireJson.tree(this.json);
	}

	public byte[] bytes() {
		return this.json.clone();
	}

	public boolean isObject() {
		return startsWith('{');
	}

	public boolean isArray() {
		return startsWith('[');
	}

	private boolean startsWith(char first) {
		return this.json.length > 0 && this.json[0] == first;
	}

	public RawJson prepend(List<?> elements) {
		return elements.isEmpty() ? this : of(elements).append(this);
	}

	public RawJson append(RawJson array) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(this.json.length + array.json.length);
		out.write(this.json, 0, this.json.length - 1);
		out.write((isEmpty() || array.isEmpty()) ? ' ' : ',');
		out.write(array.json, 1, array.json.length - 1);
		return new RawJson(out.toByteArray());
	}

	private boolean isEmpty() {
		return new String(this.json, 1, this.json.length - 2, StandardCharsets.UTF_8).isBlank();
	}

	void writeTo(ByteArrayOutputStream out) {
		out.writeBytes(this.json);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RawJson raw && Arrays.equals(this.json, raw.json);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.json);
	}

	@Override
	@JsonValue
	@JsonRawValue
	public String toString() {
		return new String(this.json, StandardCharsets.UTF_8);
	}

}
