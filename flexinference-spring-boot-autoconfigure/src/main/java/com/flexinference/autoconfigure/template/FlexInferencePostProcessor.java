package com.flexinference.autoconfigure.template;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.InstantSource;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.FlexInference;

/**
 * Puts a proxy around beans with {@link FlexInference} annotations, and checks the
 * annotations.
 */
class FlexInferencePostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final long serialVersionUID = 1L;

	private final transient InstantSource clock;

	private transient AnnotatedScopes scopes = new AnnotatedScopes((text) -> text);

	FlexInferencePostProcessor(InstantSource clock) {
		this.clock = clock;
		setBeforeExistingAdvisors(true);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		if (beanFactory instanceof ConfigurableBeanFactory configurable) {
			this.scopes = new AnnotatedScopes(new EmbeddedValueResolver(configurable));
		}
		this.advisor = new DefaultPointcutAdvisor(
				new ComposablePointcut(new AnnotationMatchingPointcut(FlexInference.class, true))
					.union(new AnnotationMatchingPointcut(null, FlexInference.class, true)),
				new FlexInferenceInterceptor(this.scopes, this.clock));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		check(ClassUtils.getUserClass(bean));
		return super.postProcessAfterInitialization(bean, beanName);
	}

	private void check(Class<?> type) {
		if (!AnnotatedElementUtils.hasAnnotation(type, FlexInference.class) && !hasAnnotatedMethod(type)) {
			return;
		}
		ReflectionUtils.doWithMethods(type, (method) -> check(method, type), ReflectionUtils.USER_DECLARED_METHODS);
	}

	private static boolean hasAnnotatedMethod(Class<?> type) {
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type, ReflectionUtils.USER_DECLARED_METHODS)) {
			if (AnnotatedElementUtils.hasAnnotation(method, FlexInference.class)) {
				return true;
			}
		}
		return false;
	}

	private void check(Method method, Class<?> type) {
		this.scopes.get(method, type);
		if (AnnotatedElementUtils.hasAnnotation(method, FlexInference.class)) {
			int modifiers = method.getModifiers();
			String problem = Modifier.isPrivate(modifiers) ? "private" : Modifier.isStatic(modifiers) ? "static"
					: (Modifier.isFinal(modifiers) || Modifier.isFinal(type.getModifiers())) ? "final" : null;
			if (problem != null && !(problem.equals("final") && isOfInterface(method, type))) {
				throw new InvalidFlexInferenceException(type, method, "it would have no effect on a " + problem
						+ " method, which no proxy can advise. Make it an overridable method that other beans call.",
						null);
			}
		}
	}

	private static boolean isOfInterface(Method method, Class<?> type) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((candidate) -> ClassUtils.hasMethod(candidate, method));
	}

}
