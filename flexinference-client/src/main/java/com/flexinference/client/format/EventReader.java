package com.flexinference.client.format;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.json.WireJson;

/**
 * Reads the events of one stream, one by one, and collects the answer on the way. Each
 * event is scanned once; only rare parts become trees.
 */
public abstract class EventReader {

	static final String NO_REASON = "The answer failed, and the service gave no reason.";

	private static final byte[] DONE = { '[', 'D', 'O', 'N', 'E', ']' };

	private final String typeMember;

	final AnswerBuilder answer = new AnswerBuilder();

	private @Nullable String type;

	private @Nullable String lastType;

	private @Nullable String textDelta;

	private @Nullable ErrorDetail failure;

	private volatile boolean ended;

	/**
	 * Create a reader.
	 * @param typeMember the name of the member that holds the type of an event
	 */
	EventReader(String typeMember) {
		this.typeMember = typeMember;
	}

	/**
	 * Read the next event. Its parts can be asked for until the next call.
	 * @param data the data of the event
	 * @return whether it is an event, and not the marker {@code [DONE]} or blank
	 * @throws JacksonException if the data is not JSON
	 */
	public final synchronized boolean read(byte[] data) {
		this.textDelta = null;
		if (isDone(data)) {
			done();
			return false;
		}
		try (JsonParser parser = WireJson.MAPPER.createParser(data)) {
			if (parser.nextToken() == null) {
				return false;
			}
			begin();
			this.type = null;
			members(parser, this::readMember);
			parser.skipChildren();
			if (parser.nextToken() != null) {
				throw new StreamReadException(parser, "More text follows the JSON");
			}
		}
		this.lastType = (this.type != null) ? this.type : this.lastType;
		end((this.type != null) ? this.type : "");
		return true;
	}

	private void readMember(String name, JsonParser parser) {
		if (name.equals(this.typeMember)) {
			this.type = string(parser, this.lastType);
		}
		else if (name.equals("error")) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				fail(ErrorDetail.ofError(tree(parser)));
			}
		}
		else {
			member(name, parser);
		}
	}

	/**
	 * Read the members of an object.
	 * @param parser the parser at a value of any kind
	 * @param reader takes each member, with the parser at its value
	 */
	static void members(JsonParser parser, MemberReader reader) {
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			String name;
			while ((name = parser.nextName()) != null) {
				parser.nextToken();
				reader.read(name, parser);
				parser.skipChildren();
			}
		}
	}

	private static boolean isDone(byte[] data) {
		if (data.length < DONE.length || data[0] != DONE[0]) {
			return false;
		}
		for (int i = 0; i < data.length; i++) {
			if ((i < DONE.length) ? data[i] != DONE[i] : data[i] != ' ') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Forget the parts of the event before.
	 */
	abstract void begin();

	/**
	 * Take a member of the event.
	 * @param name the name of the member
	 * @param parser the parser at the member's value, which may be left unread
	 */
	abstract void member(String name, JsonParser parser);

	/**
	 * Act on an event whose members have been taken.
	 * @param type the type of the event, empty if it has none
	 */
	abstract void end(String type);

	/**
	 * Act on the marker {@code [DONE]}.
	 */
	void done() {
	}

	final void textDelta(@Nullable String delta) {
		this.textDelta = delta;
		this.answer.text(delta);
	}

	final void fail(ErrorDetail detail) {
		this.failure = (detail.message() != null) ? detail : detail.withMessage(NO_REASON);
	}

	final void ended() {
		this.ended = true;
	}

	/**
	 * Return the type of the event, read from its data.
	 * @return the type, or {@code null} if it has none
	 */
	public final @Nullable String type() {
		return this.type;
	}

	/**
	 * Return the text that the event adds to the answer.
	 * @return the text, or {@code null} if it adds none
	 */
	public final @Nullable String textDelta() {
		return this.textDelta;
	}

	/**
	 * Return the failure that the stream has told of (contract section 10.6).
	 * @return the failure, or {@code null} if there is none
	 */
	public final @Nullable ErrorDetail failure() {
		return this.failure;
	}

	/**
	 * Return whether the format's terminal event has been read.
	 * @return whether the answer is complete
	 */
	public final boolean isEnded() {
		return this.ended;
	}

	/**
	 * Return what has arrived.
	 * @return the answer so far
	 */
	public final synchronized Answer answer() {
		return this.answer.build(this.ended && this.failure == null);
	}

	/**
	 * Read a string value, without a copy if it equals one that is known.
	 * @param parser the parser at a value of any kind
	 * @param known a string it may be equal to
	 * @return the string, or {@code null} if the value is not one
	 */
	static @Nullable String string(JsonParser parser, @Nullable String known) {
		if (parser.currentToken() != JsonToken.VALUE_STRING) {
			return null;
		}
		int length = parser.getStringLength();
		if (known == null || known.length() != length) {
			return parser.getString();
		}
		char[] characters = parser.getStringCharacters();
		int offset = parser.getStringOffset();
		for (int i = 0; i < length; i++) {
			if (characters[offset + i] != known.charAt(i)) {
				return parser.getString();
			}
		}
		return known;
	}

	static @Nullable String string(JsonParser parser) {
		return (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getString() : null;
	}

	/**
	 * Read the value of an index.
	 * @param parser the parser at a value of any kind
	 * @return the index, 0 if the value is not one
	 */
	static long index(JsonParser parser) {
		return (parser.isExpectedNumberIntToken() && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER)
				? parser.getLongValue() : 0;
	}

	static JsonNode tree(JsonParser parser) {
		return parser.readValueAsTree();
	}

	/**
	 * Takes the members of an object.
	 */
	interface MemberReader {

		void read(String name, JsonParser parser);

	}

}
