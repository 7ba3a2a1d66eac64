package com.flexinference.template.internal.typed;

import java.lang.reflect.AnnotatedType;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.jdk.EnumSetDeserializer;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.deser.std.ReferenceTypeDeserializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Derives the schema of a type from what its deserializers read.
 */
record SchemaDeriver(Probe probe, DeserializationContext context, Definitions definitions) {

	private static final String JACKSON = "tools.jackson.databind.";

	/**
	 * Derive the schema of a type from a mapper whose properties have the order in which
	 * a model writes them.
	 * @throws IllegalArgumentException if strict mode or the mapper has no way to say it
	 * @throws JacksonException if the mapper cannot read the type
	 */
	static Derived derive(JavaType type, JsonMapper mapper) {
		DeserializationContext context = mapper._deserializationContext();
		Part whole = Part.of(type, context, null, "");
		// The first pass finds the types that are used once.
		Definitions counted = new Definitions(Set.of());
		new SchemaDeriver(new Probe(mapper), context, counted).schema(whole);
		Definitions definitions = new Definitions(counted.usedOnce());
		ObjectNode schema = new SchemaDeriver(new Probe(mapper), context, definitions).schema(whole);
		if (!definitions.isFinite(schema)) {
			throw whole.refused("contains itself recursively", "Make one of the properties a list or @Nullable");
		}
		boolean wrapped = !Definitions.isObject(schema);
		ObjectNode root = wrapped ? Schemas.object(schema.objectNode().set(AnswerType.VALUE, schema)) : schema;
		return new Derived(definitions.complete(root), wrapped, definitions.aliases());
	}

	ObjectNode schema(Part part) {
		ValueDeserializer<?> deserializer = part.deserializer();
		if (deserializer instanceof StdConvertingDeserializer) {
			// It reads no ids of subtypes, whatever the type says.
			return schema(part.withDeserializer(deserializer.getDelegatee()));
		}
		if (!deserializer.getClass().getName().startsWith(JACKSON)) {
			throw part.refused("is read by " + deserializer.getClass().getName() + ", whose JSON is not known",
					"Use a type that Jackson reads by itself");
		}
		if (deserializer instanceof ReferenceTypeDeserializer<?> reference) {
			return reference(part, reference);
		}
		return (part.typeDeserializer() != null) ? new UnionSchemas(this, beans(), this.context).schema(part)
				: plain(part);
	}

	ObjectNode plain(Part part) {
		ValueDeserializer<?> deserializer = part.deserializer();
		if (deserializer instanceof BeanDeserializerBase bean) {
			return beans().schema(part, bean, BeanSchemas.NO_ID);
		}
		if (deserializer instanceof AbstractDeserializer) {
			throw part.refused("is abstract, and its subtypes are not known",
					"Annotate it with @JsonTypeInfo and make it sealed or list its subtypes with @JsonSubTypes");
		}
		Class<?> type = deserializer.handledType();
		Class<?> read = (type != null) ? type : part.type().getRawClass();
		if (read.isEnum() || deserializer.logicalType() == LogicalType.Enum) {
			return new EnumSchemas(this.probe).schema(part, read);
		}
		ObjectNode date = new DateSchemas(this.probe).schema(part, read);
		ObjectNode schema = (date != null) ? date : new ScalarSchemas(this.probe).schema(part, read);
		if (schema != null) {
			return ScalarSchemas.isOptional(read) ? Schemas.nullable(schema) : schema;
		}
		return container(part, read);
	}

	private BeanSchemas beans() {
		return new BeanSchemas(this, this.definitions, this.context);
	}

	private ObjectNode container(Part part, Class<?> type) {
		LogicalType logical = part.deserializer().logicalType();
		if (logical == LogicalType.Collection || logical == LogicalType.Array) {
			return BeanSchemas.isDelegating(part.deserializer()) ? beans().delegated(part, part.deserializer())
					: Schemas.array(items(part));
		}
		if (logical == LogicalType.Map) {
			throw part.refused("is a map, whose keys are not known", "Use a record, or a list of records with a key");
		}
		throw part.refused("is of the type " + type.getName() + ", whose parts are not known", "Use a record");
	}

	private ObjectNode items(Part list) {
		AnnotatedType declaration = Nullability.elementOf(list.declaration());
		ObjectNode schema = schema(item(list).withDeclaration(declaration));
		boolean nullable = Nullability.isNullable(declaration) && Nullability.keepsNullElements(list.property())
				&& !(list.deserializer() instanceof EnumSetDeserializer);
		return nullable ? Schemas.nullable(schema) : schema;
	}

	private Part item(Part list) {
		ContainerDeserializerBase<?> container = (list.deserializer() instanceof ContainerDeserializerBase<?> known)
				? known : null;
		JavaType type = (container != null) ? container.getContentType() : list.type().getContentType();
		ValueDeserializer<?> deserializer = (container != null) ? container.getContentDeserializer() : null;
		String path = list.path() + "[]";
		return (deserializer != null)
				? new Part(type, deserializer, null, list.property(), null, path).withTypeOf(type, this.context)
				: Part.of(type, this.context, list.property(), path);
	}

	private ObjectNode reference(Part part, ReferenceTypeDeserializer<?> reference) {
		JavaType content = reference.getValueType().getReferencedType();
		Part inner = Part.of(content, this.context, part.property(), part.path())
			.withDeclaration(Nullability.elementOf(part.declaration()));
		return Schemas.nullable(schema(inner));
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

}
