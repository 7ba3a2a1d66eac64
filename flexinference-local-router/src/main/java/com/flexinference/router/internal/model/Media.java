package com.flexinference.router.internal.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;

/**
 * A part of a message that is no text, such as an image or a document. It has data of a
 * media type and a size in bytes, or a reference, which is a URI or the id of a file.
 */
public record Media(String kind, @Nullable String name, @Nullable String type, @Nullable String reference, int size) {

	private static final int UNREADABLE = -1;

	private static final Map<String, String> KINDS = Map.of("input_image", "image", "image_url", "image", "image",
			"image", "input_file", "document", "file", "document", "document", "document", "input_audio", "audio",
			"audio", "audio", "video", "video");

	// Reads a part in any format. Returns null if it is text or something else
	public static @Nullable Media of(JsonNode part) {
		String kind = KINDS.get(Json.type(part));
		if (kind == null) {
			return null;
		}
		JsonNode fields = firstObject(part, "source", "file", "image_url", "input_audio");
		String name = first(fields, "filename");
		String type = first(fields, "media_type", "mime_type", "format");
		String data = first(fields, "data", "file_data");
		String reference = first(fields, "url", "uri", "image_url", "file_url", "file_id");
		String content = Objects.requireNonNullElse((data != null) ? data : reference, "");
		if (content.startsWith("data:")) {
			int comma = content.indexOf(',');
			String head = content.substring(5, Math.max(5, comma));
			return new Media(kind, name, head.replace(";base64", ""), null, size(content.substring(comma + 1)));
		}
		if (data == null) {
			return new Media(kind, name, null, content, 0);
		}
		boolean text = "text".equals(Json.type(fields));
		return new Media(kind, name, type, null, text ? data.getBytes(StandardCharsets.UTF_8).length : size(data));
	}

	private static JsonNode firstObject(JsonNode part, String... names) {
		return Arrays.stream(names).map(part::path).filter(JsonNode::isObject).findFirst().orElse(part);
	}

	private static @Nullable String first(JsonNode fields, String... names) {
		return Arrays.stream(names)
			.map(fields::path)
			.filter(JsonNode::isString)
			.map(JsonNode::stringValue)
			.findFirst()
			.orElse(null);
	}

	private static int size(String base64) {
		try {
			return Base64.getDecoder().decode(base64).length;
		}
		catch (IllegalArgumentException ex) {
			return UNREADABLE;
		}
	}

	public boolean isReadable() {
		return this.size != UNREADABLE && !"".equals(this.reference);
	}

	String describe() {
		String named = (this.name != null) ? this.kind + " \"" + this.name + "\"" : this.kind;
		String type = (this.type != null) ? this.type : "unknown type";
		return named + " (" + ((this.reference != null) ? this.reference : type + ", " + this.size + " bytes") + ")";
	}

}
