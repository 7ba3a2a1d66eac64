package com.flexinference.template.internal.typed;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.NullValueProvider;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.impl.NullsAsEmptyProvider;
import tools.jackson.databind.deser.impl.NullsConstantProvider;
import tools.jackson.databind.deser.impl.NullsFailProvider;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * Tells which parts may be {@code null}: those that say so and whose {@code null} the
 * mapper keeps.
 */
final class Nullability {

	private Nullability() {
	}

	static boolean isNullable(SettableBeanProperty property, @Nullable BeanPropertyDefinition definition,
			DeserializationContext context) {
		boolean refused = property.isCreatorProperty()
				&& context.isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
		if (refused || !keepsNull(property)) {
			return false;
		}
		return isNullable(property.getMember()) || definition != null
				&& (isNullable(definition.getConstructorParameter()) || isNullable(definition.getField())
						|| isNullable(definition.getGetter()) || isNullable(definition.getSetter()));
	}

	static boolean keepsNull(SettableBeanProperty property) {
		NullValueProvider nulls = property.getNullValueProvider();
		return !(nulls instanceof NullsFailProvider) && !(nulls instanceof NullsAsEmptyProvider)
				&& !NullsConstantProvider.isSkipper(nulls);
	}

	static boolean keepsNullElements(@Nullable BeanProperty property) {
		Nulls nulls = (property != null) ? property.getMetadata().getContentNulls() : null;
		return nulls == null || nulls == Nulls.SET || nulls == Nulls.DEFAULT;
	}

	private static boolean isNullable(@Nullable AnnotatedMember member) {
		if (member instanceof AnnotatedField field) {
			return Nullness.forField(field.getAnnotated()) == Nullness.NULLABLE;
		}
		MethodParameter value = parameterOrResult(member);
		return value != null && Nullness.forMethodParameter(value) == Nullness.NULLABLE;
	}

	private static @Nullable MethodParameter parameterOrResult(@Nullable AnnotatedMember member) {
		if (member instanceof AnnotatedParameter parameter) {
			return MethodParameter.forExecutable((Executable) parameter.getOwner().getMember(), parameter.getIndex());
		}
		return (member instanceof AnnotatedMethod method)
				? new MethodParameter(method.getAnnotated(), method.getParameterCount() - 1) : null;
	}

	static boolean isNullable(@Nullable AnnotatedType type) {
		return type != null && Arrays.stream(type.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getSimpleName().equals("Nullable"));
	}

	static @Nullable AnnotatedType declarationOf(@Nullable AnnotatedMember member) {
		if (member instanceof AnnotatedField field) {
			return field.getAnnotated().getAnnotatedType();
		}
		MethodParameter value = parameterOrResult(member);
		if (value == null) {
			return null;
		}
		Method getter = (value.getParameterIndex() < 0) ? value.getMethod() : null;
		return (getter != null) ? getter.getAnnotatedReturnType() : value.getParameter().getAnnotatedType();
	}

	static @Nullable AnnotatedType elementOf(@Nullable AnnotatedType type) {
		if (type instanceof AnnotatedArrayType array) {
			return array.getAnnotatedGenericComponentType();
		}
		if (type instanceof AnnotatedParameterizedType generic) {
			AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
			return (arguments.length == 1) ? arguments[0] : null;
		}
		return null;
	}

}
