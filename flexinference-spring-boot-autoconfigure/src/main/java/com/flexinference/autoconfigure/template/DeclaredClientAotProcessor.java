package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.DeclaredClient;
import com.flexinference.template.Prompt;

/**
 * Registers the proxies of declared clients, and the types that they bind answers to.
 */
class DeclaredClientAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = registeredBean.getBeanType().toClass();
		if (!type.isInterface() || !hasPrompt(type)) {
			return null;
		}
		return (generationContext, code) -> register(type, generationContext.getRuntimeHints());
	}

	private static boolean hasPrompt(Class<?> type) {
		for (Method method : type.getMethods()) {
			if (AnnotatedElementUtils.hasAnnotation(method, Prompt.class)) {
				return true;
			}
		}
		return false;
	}

	private void register(Class<?> type, RuntimeHints hints) {
		hints.proxies().registerJdkProxy(type, DeclaredClient.class);
		ReflectionUtils.doWithMethods(type, (method) -> {
			hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			Type result = ResolvableType.forMethodReturnType(method).getType();
			this.binding.registerReflectionHints(hints.reflection(), result);
		}, ReflectionUtils.USER_DECLARED_METHODS);
	}

}
