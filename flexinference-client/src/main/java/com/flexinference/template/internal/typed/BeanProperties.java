package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.AnnotationIntrospector.ReferenceProperty;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.deser.impl.InnerClassProperty;
import tools.jackson.databind.deser.impl.ObjectIdReferenceProperty;
import tools.jackson.databind.deser.impl.ObjectIdValueProperty;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * The properties of a class that the mapper reads.
 *
 * @param all the properties, in the order in which they are written
 * @param bean the description of the class, or of its builder
 * @param description what the class says it is, or {@code null}
 * @param isWrittenAsScalar whether a single value stands for an instance
 */
record BeanProperties(List<SettableBeanProperty> all, BeanDescription bean, @Nullable String description,
		boolean isWrittenAsScalar) {

	static BeanProperties of(Part part, BeanDeserializerBase deserializer, DeserializationContext context) {
		if (deserializer.hasAnySetter()) {
			throw part.refused("takes any property (@JsonAnySetter)", "Use a list of records with a key");
		}
		DeserializationConfig config = context.getConfig();
		AnnotationIntrospector annotations = context.getAnnotationIntrospector();
		BeanDescription type = context.introspectBeanDescription(deserializer.getValueType());
		BeanDescription bean = type;
		if (deserializer instanceof BuilderBasedDeserializer) {
			JavaType builder = context.constructType(deserializer.getValueInstantiator().getValueClass());
			bean = context.introspectBeanDescriptionForBuilder(builder, type);
		}
		List<SettableBeanProperty> all = new ArrayList<>();
		deserializer.properties().forEachRemaining((property) -> {
			AnnotatedMember member = property.getMember();
			ReferenceProperty reference = (member != null) ? annotations.findReferenceType(config, member) : null;
			boolean back = reference != null && reference.isBackReference();
			boolean visible = config.getActiveView() == null || property.visibleInView(config.getActiveView());
			if (!property.isIgnorable() && !property.isInjectionOnly() && !back && visible) {
				all.add(property);
			}
		});
		BeanProperties properties = new BeanProperties(all, bean,
				annotations.findClassDescription(config, type.getClassInfo()), type.findJsonValueAccessor() != null);
		properties.check(part, deserializer, context);
		return properties;
	}

	private void check(Part part, BeanDeserializerBase deserializer, DeserializationContext context) {
		for (SettableBeanProperty property : this.all) {
			Part inner = part.at(property.getName());
			if (property instanceof ObjectIdReferenceProperty || property instanceof ObjectIdValueProperty) {
				throw inner.refused("has object ids", "Remove @JsonIdentityInfo and nest the objects");
			}
			if (property instanceof InnerClassProperty) {
				throw inner.refused("is an inner class", "Make the class static");
			}
		}
		deserializer.creatorProperties().forEachRemaining((property) -> {
			if (!names().contains(property.getName()) && !mayBeMissing(property, context)) {
				throw part.at(property.getName())
					.refused("is ignored, but the mapper has no value for it",
							"Read it, or use a type that may be null");
			}
		});
		for (BeanPropertyDefinition definition : this.bean.findProperties()) {
			AnnotatedMember member = definition.getMutator();
			if (member != null && !deserializer.hasProperty(definition.getName())) {
				check(part.at(definition.getInternalName()), member, definition, context);
			}
		}
	}

	private static boolean mayBeMissing(SettableBeanProperty property, DeserializationContext context) {
		boolean refused = property.getType().isPrimitive()
				&& context.isEnabled(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
				|| context.isEnabled(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
				|| context.isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
		return !refused || property.getInjectableValueId() != null;
	}

	private static void check(Part part, AnnotatedMember member, BeanPropertyDefinition definition,
			DeserializationContext context) {
		if (context.getAnnotationIntrospector().findUnwrappingNameTransformer(context.getConfig(), member) != null) {
			throw part.refused("is unwrapped (@JsonUnwrapped)", "Remove the annotation, or copy its parts");
		}
		TypeDeserializer type = context.findPropertyTypeDeserializer(definition.getPrimaryType(), member);
		if (type != null && type.getTypeInclusion() == JsonTypeInfo.As.EXTERNAL_PROPERTY) {
			throw part.refused("has the id of its type outside (EXTERNAL_PROPERTY)",
					"Use JsonTypeInfo.As.PROPERTY, which has it inside");
		}
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	Set<String> names() {
		return this.all.stream().map(SettableBeanProperty::getName).collect(Collectors.toUnmodifiableSet());
	}

	@Nullable BeanPropertyDefinition definition(String name) {
		return this.bean.findProperties()
			.stream()
			.filter((definition) -> definition.getName().equals(name))
			.findFirst()
			.orElse(null);
	}

}
