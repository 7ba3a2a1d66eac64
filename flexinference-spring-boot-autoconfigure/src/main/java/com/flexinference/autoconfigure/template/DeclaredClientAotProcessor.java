package com.flexinference.autoconfigure.template;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.javapoet.ClassName;
import org.springframework.javapoet.CodeBlock;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.declared.Prompt;
import com.flexinference.template.internal.CreatedClient;

/**
 * Registers the proxies of declared clients, and the types that they bind answers to, and
 * generates the code that creates those that {@link DeclaredClientRegistrar} has found.
 */
class DeclaredClientAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = registeredBean.getBeanType().toClass();
		if (!type.isInterface() || Arrays.stream(type.getMethods())
			.noneMatch((method) -> AnnotatedElementUtils.hasAnnotation(method, Prompt.class))) {
			return null;
		}
		boolean found = registeredBean.getMergedBeanDefinition().hasAttribute(DeclaredClientRegistrar.ATTRIBUTE);
		return new Contribution(type, found);
	}

	private record Contribution(Class<?> type, boolean found) implements BeanRegistrationAotContribution {

		@Override
		public BeanRegistrationCodeFragments customizeBeanRegistrationCodeFragments(GenerationContext generationContext,
				BeanRegistrationCodeFragments fragments) {
			return this.found ? new Code(fragments, this.type) : fragments;
		}

		@Override
		public void applyTo(GenerationContext generationContext, BeanRegistrationCode code) {
			RuntimeHints hints = generationContext.getRuntimeHints();
			hints.proxies().registerJdkProxy(this.type, CreatedClient.class);
			BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
			ReflectionUtils.doWithMethods(this.type, (method) -> {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
				binding.registerReflectionHints(hints.reflection(),
						ResolvableType.forMethodReturnType(method).getType());
			}, ReflectionUtils.USER_DECLARED_METHODS);
		}

	}

	/**
	 * Generates the code that creates a client, in the package of its interface.
	 */
	private static final class Code extends BeanRegistrationCodeFragmentsDecorator {

		private final Class<?> type;

		Code(BeanRegistrationCodeFragments delegate, Class<?> type) {
			super(delegate);
			this.type = type;
		}

		@Override
		public ClassName getTarget(RegisteredBean registeredBean) {
			return ClassName.get(this.type);
		}

		@Override
		public CodeBlock generateInstanceSupplierCode(GenerationContext generationContext, BeanRegistrationCode code,
				boolean allowDirectSupplierShortcut) {
			return CodeBlock.of(
					"$T.of((registeredBean) -> registeredBean.getBeanFactory().getBean($T.class).createClient($T.class))",
					InstanceSupplier.class, FlexInferenceTemplate.class, this.type);
		}

	}

}
