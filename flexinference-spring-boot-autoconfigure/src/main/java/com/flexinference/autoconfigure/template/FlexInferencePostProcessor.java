package com.flexinference.autoconfigure.template;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.util.ClassUtils;

import com.flexinference.template.CreatedClient;
import com.flexinference.template.FlexInference;

/**
 * Puts a proxy around beans with {@link FlexInference} annotations, and checks the
 * annotations.
 * <p>
 * Its advice comes after those that a bean has: an asynchronous method has its scope on
 * the thread that runs it, and a time for the whole method starts with the method.
 */
class FlexInferencePostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final long serialVersionUID = 1L;

	private final transient InstantSource clock;

	private final transient Set<Class<?>> checked = ConcurrentHashMap.newKeySet();

	private transient AnnotatedScopes scopes = new AnnotatedScopes((text) -> text);

	FlexInferencePostProcessor(InstantSource clock) {
		this.clock = clock;
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
		if (bean instanceof CreatedClient) {
			return bean;
		}
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		if (this.checked.add(type)) {
			new AnnotationChecks(beanName, type, this.scopes).run();
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

}
