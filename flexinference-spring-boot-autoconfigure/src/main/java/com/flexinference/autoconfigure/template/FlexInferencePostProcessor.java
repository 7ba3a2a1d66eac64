package com.flexinference.autoconfigure.template;

import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.internal.CreatedClient;

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

	private final transient Map<Class<?>, Boolean> annotated = new ConcurrentHashMap<>();

	private final transient ConfigurableListableBeanFactory beans;

	private final transient FlexInferenceInterceptor interceptor;

	FlexInferencePostProcessor(ConfigurableListableBeanFactory beans, ObjectProvider<InstantSource> clock,
			Environment environment) {
		this.beans = beans;
		this.interceptor = new FlexInferenceInterceptor(new EmbeddedValueResolver(beans),
				() -> clock.getIfUnique(InstantSource::system).instant());
		this.advisor = new DefaultPointcutAdvisor(
				new ComposablePointcut(new AnnotationMatchingPointcut(FlexInference.class, true))
					.union(new AnnotationMatchingPointcut(null, FlexInference.class, true)),
				this.interceptor);
		setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// For the pointcut to look for annotations as well would take long at start-up.
		if (bean instanceof CreatedClient || !check(beanName, AopUtils.getTargetClass(bean), bean)) {
			return bean;
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	/**
	 * Check the beans that are not created on start-up, such as lazy ones, and whether
	 * there is a template that annotations can apply to.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
			if (type != null && !CreatedClient.class.isAssignableFrom(type)
					&& (this.beans.containsSingleton(name) ? isAnnotated(type) : check(name, type, null))) {
				checkTemplate(name, type);
			}
		}
	}

	private boolean check(String beanName, Class<?> type, @Nullable Object bean) {
		if (!isAnnotated(type)) {
			return false;
		}
		boolean classProxy = (bean instanceof Advised) ? AopUtils.isCglibProxy(bean) : isClassProxy(beanName, type);
		new AnnotationChecks(beanName, ClassUtils.getUserClass(type), classProxy, this.interceptor).run();
		return true;
	}

	private boolean isAnnotated(Class<?> type) {
		return this.annotated.computeIfAbsent(ClassUtils.getUserClass(type), AnnotationChecks::isAnnotated);
	}

	private boolean isClassProxy(String beanName, Class<?> type) {
		if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type) || type.isInterface()) {
			return false;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.copyFrom(this);
		if (this.beans.containsBeanDefinition(beanName)) {
			if (this.beans.getMergedBeanDefinition(beanName)
				.hasAttribute(AutoProxyUtils.EXPOSED_INTERFACES_ATTRIBUTE)) {
				factory.setProxyTargetClass(false);
			}
			else if (AutoProxyUtils.shouldProxyTargetClass(this.beans, beanName)) {
				factory.setProxyTargetClass(true);
			}
		}
		if (!factory.isProxyTargetClass()) {
			evaluateProxyInterfaces(type, factory);
		}
		return factory.isProxyTargetClass();
	}

	private void checkTemplate(String beanName, Class<?> type) {
		if (BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, FlexInferenceTemplate.class, true,
				false).length == 0) {
			String[] clients = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans,
					FlexInferenceClient.class, true, false);
			String problem = switch (clients.length) {
				case 0 -> ", and no FlexInferenceClient bean to create one with. Define one of them.";
				case 1 -> ". Define one that uses the FlexInferenceClient bean '" + clients[0] + "'.";
				default -> ". It needs a single FlexInferenceClient, but there are " + String.join(", ", clients)
						+ ". Mark one of them @Primary, or define a FlexInferenceTemplate bean.";
			};
			throw new InvalidFlexInferenceException(beanName, "type " + type.getName(),
					"it would have no effect, because there is no FlexInferenceTemplate bean" + problem, null);
		}
	}

}
