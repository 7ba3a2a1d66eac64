package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonInject;
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
			if (property instanceof InnerClassProperty) {
				throw part.at(property.getName()).refused("is an inner class", "Make the class static");
			}
			JacksonInject.Value injection = (property.getInjectableValueId() != null)
					? annotations.findInjectableValue(config, member) : null;
			// Without 'useInput', creators get an injected value even where the answer
			// has one.
			boolean injected = injection != null && !Boolean.TRUE.equals(injection.getUseInput());
			if (!property.isIgnorable() && !injected && !back && visible) {
				all.add(property);
			}
		});
		BeanProperties properties = new BeanProperties(all, bean,
				annotations.findClassDescription(config, type.getClassInfo()), type.findJsonValueAccessor() != null);
		properties.check(part, deserializer, context);
		return properties;
	}

	/**
	 * Return whether the class gets the id that distinguishes it from other subtypes.
	 */
	boolean isTypeIdVisible(Part part, DeserializationContext context) {
		AnnotationIntrospector annotations = context.getAnnotationIntrospector();
		AnnotatedMember member = (part.property() != null) ? part.property().getMember() : null;
		return Stream.of(this.bean.getClassInfo(), member)
			.filter(Objects::nonNull)
			.map((annotated) -> annotations.findPolymorphicTypeInfo(context.getConfig(), annotated))
			.anyMatch((info) -> info != null && info.getIdVisible());
	}

	private void check(Part part, BeanDeserializerBase deserializer, DeserializationContext context) {
		SettableBeanProperty[] arguments = deserializer.getValueInstantiator()
			.getFromObjectArguments(context.getConfig());
		Stream.ofNullable(arguments).flatMap(Arrays::stream).forEach((property) -> {
			if (!names().contains(property.getName()) && !mayBeMissing(property, context)) {
				throw part.at(property.getName())
					.refused("is ignored, but the mapper has no value for it",
							"Do not ignore it, or use a type that may be null");
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
			throw part.refused("is unwrapped (@JsonUnwrapped)",
					"Remove the annotation, or declare the properties directly");
		}
		TypeDeserializer type = context.findPropertyTypeDeserializer(definition.getPrimaryType(), member);
		if (type != null && type.getTypeInclusion() == JsonTypeInfo.As.EXTERNAL_PROPERTY) {
			throw part.refused("has an external type id (EXTERNAL_PROPERTY)", "Use JsonTypeInfo.As.PROPERTY");
		}
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
