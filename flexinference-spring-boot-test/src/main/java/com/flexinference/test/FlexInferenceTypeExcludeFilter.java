package com.flexinference.test;

import java.util.Set;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import tools.jackson.databind.JacksonModule;

import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;

/**
 * {@link TypeExcludeFilter} for {@link FlexInferenceTest @FlexInferenceTest}.
 */
class FlexInferenceTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<FlexInferenceTest> {

	private static final Class<?>[] NO_COMPONENTS = {};

	private final Class<?>[] components;

	FlexInferenceTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.components = getAnnotation().getValue("components", Class[].class).orElse(NO_COMPONENTS);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return Set.of(JacksonModule.class, JacksonComponent.class, FlexInferenceClientCustomizer.class);
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return Set.of(this.components);
	}

}
