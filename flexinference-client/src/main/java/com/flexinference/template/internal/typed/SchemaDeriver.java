package com.flexinference.template.internal.typed;

import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives the schema of a type from what a mapper reads. Deserializers show what they
 * read only during a read, so this reads a marker and looks around.
 */
final class SchemaDeriver {

	private static final Object TYPE = new Object();

	private final JsonMapper mapper;

	/**
	 * Create an instance.
	 * @param mapper the mapper that will read answers
	 */
	SchemaDeriver(JsonMapper mapper) {
		// A model writes properties in the order of the schema, which is that of
		// declaration.
		this.mapper = mapper.rebuild()
			.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
			.addModule(new SimpleModule(SchemaDeriver.class.getName()).addDeserializer(Derived.class,
					new MarkerDeserializer()))
			.build();
	}

	/**
	 * Derive a schema.
	 * @param type the type
	 * @return the schema
	 * @throws RefusedPartException if strict mode or the mapper has no way to say it
	 * @throws JacksonException if the mapper cannot read the type
	 */
	Derived derive(JavaType type) {
		return this.mapper.readerFor(Derived.class)
			.without(DeserializationFeature.UNWRAP_ROOT_VALUE)
			.withAttribute(TYPE, type)
			.readValue("0");
	}

	/**
	 * A schema.
	 *
	 * @param schema the schema, with the definitions that it refers to
	 * @param isWrapped whether the value is in a member of an object
	 * @param aliases further names of properties that the mapper reads
	 */
	record Derived(ObjectNode schema, boolean isWrapped, Map<String, Set<String>> aliases) {

	}

	private final class MarkerDeserializer extends StdDeserializer<Derived> {

		private MarkerDeserializer() {
			super(Derived.class);
		}

		@Override
		public Derived deserialize(JsonParser parser, DeserializationContext context) {
			JavaType type = (JavaType) context.getAttribute(TYPE);
			SchemaWalk walk = new SchemaWalk(new Probe(SchemaDeriver.this.mapper, context));
			Part whole = Part.of(type, context, null, "");
			ObjectNode schema = walk.schema(whole);
			new Satisfiability(walk.definitions()).check(schema, whole);
			boolean wrapped = !Definitions.isReference(schema);
			ObjectNode root = wrapped ? Schemas.object(schema.objectNode().set(AnswerType.VALUE, schema)) : schema;
			return new Derived(walk.definitions().complete(root), wrapped, walk.definitions().aliases());
		}

	}

}
