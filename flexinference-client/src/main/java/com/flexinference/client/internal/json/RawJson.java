package com.flexinference.client.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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

	private final byte[] json;

	RawJson(byte[] json) {
		this.json = json;
	}

	/**
	 * Write a Java value as JSON.
	 * @param value any value Jackson can write, or {@code null} for a JSON null
	 * @return the JSON of the value
	 * @throws JacksonException if the value cannot be written
	 */
	public static RawJson of(@Nullable Object value) {
		if (value instanceof RawJson raw) {
			return raw;
		}
		return new RawJson(WireJson.MAPPER.writeValueAsBytes(value));
	}

	/**
	 * Return the value if it is a string.
	 * @return the string, or {@code null} if the value is of another kind
	 */
	public @Nullable String string() {
		return startsWith('"') ? tree().stringValue() : null;
	}

	public JsonNode tree() {
		return WireJson.tree(this.json);
	}

	/**
	 * Return the UTF-8 text of the value.
	 * @return a copy
	 */
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

	/**
	 * Put elements before those of this array.
	 * @param elements values of any kind that Jackson can write
	 * @return an array with both
	 */
	public RawJson prepend(List<?> elements) {
		if (elements.isEmpty()) {
			return this;
		}
		byte[] first = of(elements).json;
		ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + this.json.length);
		out.write(first, 0, first.length - 1);
		out.write(tree().isEmpty() ? ' ' : ',');
		out.write(this.json, 1, this.json.length - 1);
		return new RawJson(out.toByteArray());
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

	/**
	 * Return the text of the value, as which it is also written inside other values.
	 * @return the JSON text
	 */
	@Override
	@JsonValue
	@JsonRawValue
	public String toString() {
		return new String(this.json, StandardCharsets.UTF_8);
	}

}
