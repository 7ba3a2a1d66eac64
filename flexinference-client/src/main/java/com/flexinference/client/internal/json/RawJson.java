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
	public static final RawJson OMITTED = new RawJson(new byte[0], 0, 0);

	private final byte[] source;

	private final int from;

	private final int to;

	RawJson(byte[] source, int from, int to) {
		this.source = source;
		this.from = from;
		this.to = to;
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
		byte[] json = WireJson.MAPPER.writeValueAsBytes(value);
		return new RawJson(json, 0, json.length);
	}

	/**
	 * Return the value if it is a string.
	 * @return the string, or {@code null} if the value is of another kind
	 */
	public @Nullable String string() {
		if (length() == 0 || this.source[this.from] != '"') {
			return null;
		}
		return tree().stringValue();
	}

	/**
	 * Return the value as a tree.
	 * @return the parsed value
	 */
	public JsonNode tree() {
		return WireJson.tree(bytes());
	}

	/**
	 * Return the bytes of the value.
	 * @return a copy of the UTF-8 text
	 */
	public byte[] bytes() {
		return Arrays.copyOfRange(this.source, this.from, this.to);
	}

	/**
	 * Return whether the value is a JSON object.
	 * @return whether its text starts with a brace
	 */
	public boolean isObject() {
		return length() > 0 && this.source[this.from] == '{';
	}

	/**
	 * Return whether the value is a JSON array.
	 * @return whether its text starts with a bracket
	 */
	public boolean isArray() {
		return length() > 0 && this.source[this.from] == '[';
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
		byte[] first = of(elements).bytes();
		ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + length());
		out.write(first, 0, first.length - 1);
		out.write(tree().isEmpty() ? ' ' : ',');
		out.write(this.source, this.from + 1, length() - 1);
		byte[] json = out.toByteArray();
		return new RawJson(json, 0, json.length);
	}

	void writeTo(ByteArrayOutputStream out) {
		out.write(this.source, this.from, length());
	}

	private int length() {
		return this.to - this.from;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RawJson raw
				&& Arrays.equals(this.source, this.from, this.to, raw.source, raw.from, raw.to);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(bytes());
	}

	/**
	 * Return the text of the value, as which it is also written inside other values.
	 * @return the JSON text
	 */
	@Override
	@JsonValue
	@JsonRawValue
	public String toString() {
		return new String(this.source, this.from, length(), StandardCharsets.UTF_8);
	}

}
