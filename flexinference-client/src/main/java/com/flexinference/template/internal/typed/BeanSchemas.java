package com.flexinference.template.internal.typed;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyMetadata;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the schemas of classes: of the properties that are read, or of what their
 * creator takes instead.
 */
record BeanSchemas(SchemaDeriver deriver, Definitions definitions, DeserializationContext context) {

	static final ObjectNode NO_ID = JsonNodeFactory.instance.objectNode();

	private static final PropertyName CREATOR = new PropertyName("creator");

	/**
	 * Return the schema of a class, with the property that distinguishes it from other
	 * subtypes, or {@link #NO_ID}.
	 */
	ObjectNode schema(Part part, BeanDeserializerBase bean, ObjectNode id) {
		if (bean.getClass() != BeanDeserializer.class && bean.getClass() != BuilderBasedDeserializer.class) {
			throw part.refused("is read by " + bean.getClass().getSimpleName() + ", not as an object",
					"Remove @JsonFormat from the class, or use a record");
		}
		if (bean.getObjectIdReader(this.context) != null) {
			throw part.refused("has object ids", "Remove @JsonIdentityInfo and nest the objects");
		}
		if (isDelegating(bean)) {
			return delegated(part, bean);
		}
		ValueInstantiator creator = bean.getValueInstantiator();
		BeanProperties properties = BeanProperties.of(part, bean, this.context);
		boolean object = creator.canCreateFromObjectWith() || creator.canCreateUsingDefault();
		ObjectNode scalar = scalar(creator);
		if (!object || properties.all().isEmpty() && id.isEmpty() || properties.isWrittenAsScalar() && scalar != null) {
			if (scalar == null) {
				throw part.refused("has no parts that can be read", "Use a record");
			}
			return scalar;
		}
		List<?> key = List.of(bean.getValueType().toCanonical(), properties.names(), id);
		return this.definitions.define(key, bean.getValueType().getRawClass().getSimpleName(),
				() -> object(part, properties, id));
	}

	private ObjectNode object(Part part, BeanProperties properties, ObjectNode id) {
		ObjectNode schemas = id.deepCopy();
		for (SettableBeanProperty property : properties.all()) {
			String name = property.getName();
			if (id.has(name) && !properties.isTypeIdVisible(part, this.context)) {
				throw part.at(name)
					.refused("is the id of the type, which the mapper does not pass on",
							"Add visible = true to @JsonTypeInfo");
			}
			if (!schemas.has(name)) {
				schemas.set(name, property(part, property, properties.definition(name)));
				this.definitions.addAliases(name, property.findAliases(this.context.getConfig()));
			}
		}
		ObjectNode schema = Schemas.object(schemas);
		String description = properties.description();
		return (description != null) ? Schemas.described(schema, description) : schema;
	}

	private ObjectNode property(Part part, SettableBeanProperty property, @Nullable BeanPropertyDefinition definition) {
		Part inner = new Part(property.getType(), property.getValueDeserializer(), property.getValueTypeDeserializer(),
				property, Nullability.declarationOf(property.getMember()), part.path() + "." + property.getName());
		ObjectNode schema = this.deriver.schema(inner);
		if (Nullability.isNullable(property, definition, this.context)) {
			schema = Schemas.nullable(schema);
		}
		if (!Nullability.keepsNull(property)) {
			schema = Schemas.notNullable(schema);
		}
		String description = property.getMetadata().getDescription();
		return (description != null) ? Schemas.described(schema, description) : schema;
	}

	static boolean isDelegating(ValueDeserializer<?> deserializer) {
		ValueInstantiator creator = (deserializer instanceof ValueInstantiator.Gettable gettable)
				? gettable.getValueInstantiator() : null;
		return creator != null && (creator.canCreateUsingDelegate()
				|| creator.canCreateUsingArrayDelegate() && !creator.canCreateFromObjectWith());
	}

	ObjectNode delegated(Part part, ValueDeserializer<?> deserializer) {
		ValueInstantiator creator = ((ValueInstantiator.Gettable) deserializer).getValueInstantiator();
		boolean whole = creator.canCreateUsingDelegate();
		JavaType type = whole ? creator.getDelegateType(this.context.getConfig())
				: creator.getArrayDelegateType(this.context.getConfig());
		AnnotatedWithParams method = whole ? creator.getDelegateCreator() : creator.getArrayDelegateCreator();
		BeanProperty property = (method == null || method.getParameterCount() != 1) ? null
				: new BeanProperty.Std(CREATOR, type, null, method.getParameter(0), PropertyMetadata.STD_REQUIRED);
		Part delegate = Part.of(type, this.context, property, part.path());
		return this.deriver.schema((property != null)
				? delegate.withDeclaration(Nullability.declarationOf(property.getMember())) : delegate);
	}

	private static @Nullable ObjectNode scalar(ValueInstantiator creator) {
		if (creator.canCreateFromString()) {
			return Schemas.type("string");
		}
		if (creator.canCreateFromDouble() || creator.canCreateFromBigDecimal()) {
			return Schemas.type("number");
		}
		if (creator.canCreateFromInt() || creator.canCreateFromLong() || creator.canCreateFromBigInteger()) {
			return Schemas.type("integer");
		}
		return creator.canCreateFromBoolean() ? Schemas.type("boolean") : null;
	}

}
