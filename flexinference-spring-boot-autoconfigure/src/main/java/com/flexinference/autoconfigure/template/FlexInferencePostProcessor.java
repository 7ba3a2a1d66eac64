package com.flexinference.autoconfigure.template;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.util.ClassUtils;

import com.flexinference.template.FlexInference;
import com.flexinference.template.internal.declared.CreatedClient;

/**
 * Puts a proxy around beans with {@link FlexInference} annotations, and checks the
 * annotations.
 * <p>
 * Its advice comes after those that a bean has: an asynchronous method has its scope on
 * the thread that runs it, and a time for the whole method starts with the method.
 */
class FlexInferencePostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final long serialVersionUID = 1L;

	private final transient InstantSource clock;

	private final transient Map<Class<?>, Boolean> annotated = new ConcurrentHashMap<>();

	private transient AnnotatedScopes scopes = new AnnotatedScopes((text) -> text);

	private transient @Nullable ConfigurableListableBeanFactory beans;

	FlexInferencePostProcessor(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		if (beanFactory instanceof ConfigurableListableBeanFactory configurable) {
			this.scopes = new AnnotatedScopes(new EmbeddedValueResolver(configurable));
			this.beans = configurable;
		}
		this.advisor = new DefaultPointcutAdvisor(
				new ComposablePointcut(new AnnotationMatchingPointcut(FlexInference.class, true))
					.union(new AnnotationMatchingPointcut(null, FlexInference.class, true)),
				new FlexInferenceInterceptor(this.scopes, this.clock));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// For the pointcut to look for annotations as well would take long at start-up.
		if (bean instanceof CreatedClient || !check(beanName, AopUtils.getTargetClass(bean))) {
			return bean;
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	/**
	 * Check the beans that are not created on start-up, such as lazy ones.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.beans != null) {
			for (String name : this.beans.getBeanNamesForType(Object.class, true, false)) {
				Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
				if (type != null && !this.beans.containsSingleton(name)) {
					check(name, type);
				}
			}
		}
	}

	private boolean check(String beanName, Class<?> type) {
		Class<?> userType = ClassUtils.getUserClass(type);
		Boolean known = this.annotated.get(userType);
		if (known == null) {
			known = new AnnotationChecks(beanName, userType, this.scopes).run();
			this.annotated.put(userType, known);
		}
		return known;
	}

}
