package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.internal.format.AnswerSchema;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.JsonProblem;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.Answer;
import com.flexinference.template.typed.AnswerRefusedException;
import com.flexinference.template.typed.AnswerTruncatedException;
import com.flexinference.template.typed.InvalidAnswerException;
import com.flexinference.template.typed.TypedAnswerException;

/**
 * A Java type as which an answer is asked for and read.
 *
 * @param type the type
 * @param mapper reads answers
 * @param schema the schema of the type
 * @param wrapped whether the value is in a member of an object, because the whole of an
 * answer must be an object
 */
public record AnswerType(Type type, JsonMapper mapper, AnswerSchema schema, boolean wrapped) {

	private static final String GENERATOR = "com.github.victools.jsonschema.module.jackson.JacksonSchemaModule";

	private static final String VALUE = "value";

	/**
	 * Work out the schema of a type.
	 * @param type the type
	 * @param mapper the mapper that will read answers
	 * @return a new value
	 * @throws IllegalArgumentException if the type has a part that cannot be asked for
	 */
	static AnswerType of(Type type, JsonMapper mapper) {
		Assert.state(ClassUtils.isPresent(GENERATOR, AnswerType.class.getClassLoader()),
				"Typed answers need 'com.github.victools:jsonschema-generator' and"
						+ " 'com.github.victools:jsonschema-module-jackson', version 5, on the class path");
		ObjectNode schema = generate(type, mapper);
		boolean wrap = !schema.path("properties").isObject();
		ObjectNode root = wrap ? wrap(schema) : schema;
		new StrictSchema(type.getTypeName()).make(root);
		return new AnswerType(type, mapper, new AnswerSchema(name(mapper.constructType(type)), RawJson.of(root)), wrap);
	}

	private static ObjectNode generate(Type type, JsonMapper mapper) {
		// Not in the method above, which has to work without the generator.
		return SchemaGenerators.create(mapper).generateSchema(type);
	}

	private static ObjectNode wrap(ObjectNode schema) {
		ObjectNode wrapper = schema.objectNode();
		JsonNode definitions = schema.remove("$defs");
		ObjectNode all = (definitions instanceof ObjectNode object) ? object : schema.objectNode();
		all.set(VALUE, schema);
		wrapper.put("type", "object");
		wrapper.putObject("properties").putObject(VALUE).put("$ref", "#/$defs/" + VALUE);
		wrapper.putArray("required").add(VALUE);
		wrapper.put("additionalProperties", false);
		wrapper.set("$defs", all);
		all.findParents("$ref")
			.stream()
			.filter((parent) -> "#".equals(parent.path("$ref").asString("")))
			.forEach((parent) -> ((ObjectNode) parent).put("$ref", "#/$defs/" + VALUE));
		return wrapper;
	}

	private static String name(JavaType type) {
		String name = type.getRawClass().getSimpleName().replaceAll("[^a-zA-Z0-9_-]", "_");
		return name.isEmpty() ? "answer" : name;
	}

	/**
	 * Read the typed answer.
	 * @param response the response to a request with the schema
	 * @return the value
	 * @throws TypedAnswerException if the answer does not follow the schema
	 */
	public Object read(FlexResponse response) {
		Answer answer = response.answer();
		String json = FormatCodec.of(response.format()).json(answer, this.schema);
		if (answer.isRefused()) {
			throw new AnswerRefusedException(answer, (answer.refusal() != null) ? answer.refusal() : answer.text());
		}
		if (answer.isTruncated()) {
			throw new AnswerTruncatedException(answer, json);
		}
		if (json.isEmpty()) {
			throw invalid(answer, answer.text(), "it has no JSON");
		}
		try {
			JsonNode tree = this.mapper.readTree(json);
			String missing = new RequiredParts(this.schema.schema().tree()).findMissing(tree);
			if (missing != null) {
				throw invalid(answer, json,
						missing.isEmpty() ? "it is null" : "'" + missing.substring(1) + "' is missing");
			}
			return this.mapper.readerFor(this.mapper.constructType(this.type))
				.readValue(this.wrapped ? tree.path(VALUE) : tree);
		}
		catch (JacksonException ex) {
			throw invalid(answer, json, JsonProblem.describe(ex));
		}
	}

	private InvalidAnswerException invalid(Answer answer, String text, String problem) {
		return new InvalidAnswerException(answer, text, this.type, problem);
	}

}
