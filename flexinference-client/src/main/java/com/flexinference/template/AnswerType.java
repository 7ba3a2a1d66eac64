package com.flexinference.template;

import java.lang.reflect.Type;

import com.github.victools.jsonschema.generator.SchemaGenerator;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.format.Answer;
import com.flexinference.client.format.AnswerSchema;
import com.flexinference.client.json.RawJson;

/**
 * A Java type as which an answer is asked for and read.
 *
 * @param type the type
 * @param mapper reads answers
 * @param schema the schema of the type
 * @param wrapped whether the value is in a member of an object, because the whole of an
 * answer must be an object
 */
record AnswerType(JavaType type, JsonMapper mapper, AnswerSchema schema, boolean wrapped) {

	private static final String GENERATOR = "com.github.victools.jsonschema.module.jackson.JacksonSchemaModule";

	private static final String VALUE = "value";

	/**
	 * Work out the schema of a type.
	 * @param type the type
	 * @param mapper the mapper that will read answers
	 * @return a new value
	 */
	static AnswerType of(Type type, JsonMapper mapper) {
		Assert.state(ClassUtils.isPresent(GENERATOR, AnswerType.class.getClassLoader()),
				"Typed answers need 'com.github.victools:jsonschema-generator' and"
						+ " 'com.github.victools:jsonschema-module-jackson', version 5, on the class path");
		JavaType javaType = mapper.constructType(type);
		ObjectNode generated = generate(type, mapper);
		boolean wrap = !generated.path("properties").isObject();
		ObjectNode root = wrap ? wrap(generated) : generated;
		check(root, type.getTypeName());
		return new AnswerType(javaType, mapper, new AnswerSchema(name(javaType), RawJson.of(root)), wrap);
	}

	private static ObjectNode generate(Type type, JsonMapper mapper) {
		SchemaGenerator generator = SchemaGenerators.create(mapper);
		return generator.generateSchema(type);
	}

	private static ObjectNode wrap(ObjectNode schema) {
		ObjectNode wrapper = schema.objectNode();
		JsonNode definitions = schema.remove("$defs");
		wrapper.put("type", "object");
		wrapper.putObject("properties").set(VALUE, schema);
		wrapper.putArray("required").add(VALUE);
		wrapper.put("additionalProperties", false);
		if (definitions != null) {
			wrapper.set("$defs", definitions);
		}
		return wrapper;
	}

	private static void check(JsonNode schema, String path) {
		if ("object".equals(schema.path("type").asString("")) && schema.path("properties").isEmpty()) {
			throw new IllegalArgumentException("The type " + path + " cannot be asked for: it has a part, such as a"
					+ " map, whose properties are not known. Use a record, or a list of records.");
		}
		schema.forEach((child) -> check(child, path));
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
	Object read(FlexResponse response) {
		Answer answer = response.answer();
		String json = response.format().json(answer, this.schema);
		if (answer.isRefused()) {
			throw new AnswerRefusedException(answer, (answer.refusal() != null) ? answer.refusal() : answer.text());
		}
		if (answer.isTruncated()) {
			throw new AnswerTruncatedException(answer, json);
		}
		try {
			JsonNode tree = this.mapper.readTree(json);
			JsonNode value = this.wrapped ? tree.path(VALUE) : tree;
			if (value.isContainer() || value.isValueNode() && !value.isNull()) {
				Object result = this.mapper.readerFor(this.type).readValue(value);
				return result;
			}
		}
		catch (JacksonException ex) {
			throw new InvalidAnswerException(answer, json, this.type, ex);
		}
		throw new InvalidAnswerException(answer, json, this.type, null);
	}

}
