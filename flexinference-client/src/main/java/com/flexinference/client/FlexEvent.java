package com.flexinference.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.internal.text.ForeignText;

/**
 * One event of a stream: its type, its data as they arrived, and the text that it adds.
 * An instance is immutable.
 */
public final class FlexEvent {

	private final FlexReply reply;

	private final @Nullable String type;

	private final byte[] data;

	private final @Nullable String textDelta;

	private final @Nullable String reasoningDelta;

	FlexEvent(FlexReply reply, @Nullable String type, byte[] data, @Nullable String textDelta,
			@Nullable String reasoningDelta) {
		this.reply = reply;
		this.type = type;
		this.data = data;
		this.textDelta = textDelta;
		this.reasoningDelta = reasoningDelta;
	}

	/**
	 * Return the type, read from the data: its member {@code type}, {@code event_type} or
	 * {@code object}, by format.
	 * @return the type, or {@code null} if the data has none
	 */
	public @Nullable String type() {
		return this.type;
	}

	/**
	 * Return the data.
	 * @return a copy of the bytes, as they arrived
	 */
	public byte[] bytes() {
		return this.data.clone();
	}

	/**
	 * Return the data as text.
	 * @return the bytes, read as UTF-8
	 */
	public String data() {
		return new String(this.data, StandardCharsets.UTF_8);
	}

	/**
	 * Return the data as a tree, parsed anew by each call.
	 * @return the JSON of the data
	 * @throws FlexInferenceResponseException if the data has a value that is out of range
	 */
	public JsonNode json() {
		try {
			return WireJson.tree(this.data);
		}
		catch (JacksonException ex) {
			throw this.reply.unreadable("event", this.data, ex);
		}
	}

	/**
	 * Return the text that the event adds to the answer.
	 * @return the text, or {@code null} if the event adds none
	 */
	public @Nullable String textDelta() {
		return this.textDelta;
	}

	/**
	 * Return the text that the event adds to the model's reasoning.
	 * @return the text, or {@code null} if the event adds none
	 */
	public @Nullable String reasoningDelta() {
		return this.reasoningDelta;
	}

	/**
	 * Return type and size, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return ForeignText.neutralize("FlexEvent[type=" + this.type + ", bytes=" + this.data.length + "]");
	}

}
