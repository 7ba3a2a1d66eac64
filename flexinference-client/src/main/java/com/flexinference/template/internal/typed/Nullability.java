package com.flexinference.template.internal.typed;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
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
		if (member instanceof AnnotatedParameter parameter) {
			MethodParameter plain = MethodParameter.forExecutable((Executable) parameter.getOwner().getMember(),
					parameter.getIndex());
			return Nullness.forMethodParameter(plain) == Nullness.NULLABLE;
		}
		if (member instanceof AnnotatedField field) {
			return Nullness.forField(field.getAnnotated()) == Nullness.NULLABLE;
		}
		if (member instanceof AnnotatedMethod method) {
			Method plain = method.getAnnotated();
			return ((plain.getParameterCount() == 1) ? Nullness.forMethodParameter(new MethodParameter(plain, 0))
					: Nullness.forMethodReturnType(plain)) == Nullness.NULLABLE;
		}
		return false;
	}

	static boolean isNullable(@Nullable AnnotatedType type) {
		return type != null && Arrays.stream(type.getAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getSimpleName().equals("Nullable"));
	}

	static @Nullable AnnotatedType declarationOf(@Nullable AnnotatedMember member) {
		if (member instanceof AnnotatedParameter parameter) {
			AnnotatedType[] types = ((Executable) parameter.getOwner().getMember()).getAnnotatedParameterTypes();
			return (parameter.getIndex() < types.length) ? types[parameter.getIndex()] : null;
		}
		if (member != null && member.getMember() instanceof Field field) {
			return field.getAnnotatedType();
		}
		if (member != null && member.getMember() instanceof Method method) {
			return (method.getParameterCount() == 1) ? method.getAnnotatedParameterTypes()[0]
					: method.getAnnotatedReturnType();
		}
		return null;
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
