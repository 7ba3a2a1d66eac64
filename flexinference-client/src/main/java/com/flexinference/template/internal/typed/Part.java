package com.flexinference.template.internal.typed;

import java.lang.reflect.AnnotatedType;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.impl.NoOpTypeDeserializer;

/**
 * A part of a typed answer: what reads it, and where it is.
 *
 * @param type the declared type
 * @param deserializer reads the value
 * @param typeDeserializer reads the id of a subtype, or {@code null} if there is none
 * @param property the property that has the part or contains it, or {@code null} for the
 * whole answer
 * @param declaration the declared type with its annotations, or {@code null} if unknown
 * @param path where the part is, such as {@code .lines[].price}
 */
record Part(JavaType type, ValueDeserializer<?> deserializer, @Nullable TypeDeserializer typeDeserializer,
		@Nullable BeanProperty property, @Nullable AnnotatedType declaration, String path) {

	static Part of(JavaType type, DeserializationContext context, @Nullable BeanProperty property, String path) {
		ValueDeserializer<?> handler = (ValueDeserializer<?>) type.getValueHandler();
		ValueDeserializer<?> deserializer = (handler != null)
				? context.handleSecondaryContextualization(handler, property, type)
				: context.findContextualValueDeserializer(type, property);
		return new Part(type, deserializer, null, property, null, path).withTypeOf(type, context);
	}

	/**
	 * Add what reads the id of the subtypes of a declared type.
	 */
	Part withTypeOf(JavaType declared, DeserializationContext context) {
		TypeDeserializer handler = (TypeDeserializer) declared.getTypeHandler();
		TypeDeserializer found = (handler != null) ? handler : context.findTypeDeserializer(declared);
		TypeDeserializer used = (found == null || found instanceof NoOpTypeDeserializer) ? null
				: found.forProperty(this.property);
		return new Part(declared, this.deserializer, used, this.property, this.declaration, this.path);
	}

	Part withDeserializer(ValueDeserializer<?> other) {
		return new Part(this.type, other, null, this.property, this.declaration, this.path);
	}

	Part withDeclaration(@Nullable AnnotatedType other) {
		return new Part(this.type, this.deserializer, this.typeDeserializer, this.property, other, this.path);
	}

	Part at(String name) {
		return new Part(this.type, this.deserializer, this.typeDeserializer, this.property, this.declaration,
				this.path + "." + name);
	}

	JsonFormat.Value format(Probe probe) {
		Class<?> raw = this.type.getRawClass();
		DeserializationConfig config = probe.mapper().deserializationConfig();
		return (this.property != null) ? this.property.findPropertyFormat(config, raw)
				: config.getDefaultPropertyFormat(raw);
	}

	/**
	 * Return an exception, whose problem is the predicate of a sentence.
	 */
	IllegalArgumentException refused(String problem, String instead) {
		return new IllegalArgumentException((this.path.isEmpty() ? "it"
				: "its part '" + this.path.substring(this.path.startsWith(".") ? 1 : 0) + "'") + " " + problem + ". "
				+ instead + ".");
	}

}
