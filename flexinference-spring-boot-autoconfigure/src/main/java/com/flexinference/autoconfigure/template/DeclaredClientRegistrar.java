package com.flexinference.autoconfigure.template;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import com.flexinference.template.FlexInferenceTemplate;
import com.flexinference.template.declared.DeclaredClient;

/**
 * Registers a client of each {@link DeclaredClient} in the packages of the application,
 * unless the application has a bean of that type.
 */
class DeclaredClientRegistrar implements ImportBeanDefinitionRegistrar {

	static final String ATTRIBUTE = DeclaredClient.class.getName();

	private final BeanFactory beanFactory;

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	DeclaredClientRegistrar(BeanFactory beanFactory, Environment environment, ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.resourceLoader = resourceLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (AutoConfigurationPackages.has(this.beanFactory)) {
			Scanner scanner = new Scanner(this.environment);
			scanner.setResourceLoader(this.resourceLoader);
			AutoConfigurationPackages.get(this.beanFactory)
				.stream()
				.flatMap((name) -> scanner.findCandidateComponents(name).stream())
				.map(AbstractBeanDefinition.class::cast)
				.forEach((definition) -> register(definition, registry));
		}
	}

	private void register(AbstractBeanDefinition definition, BeanDefinitionRegistry registry) {
		Class<?> type = ClassUtils.resolveClassName(String.valueOf(definition.getBeanClassName()),
				this.resourceLoader.getClassLoader());
		if (this.beanFactory instanceof ListableBeanFactory beans
				&& beans.getBeanNamesForType(type, true, false).length == 0) {
			AnnotationConfigUtils.processCommonDefinitionAnnotations((AnnotatedBeanDefinition) definition);
			definition.setAttribute(ATTRIBUTE, true);
			definition
				.setInstanceSupplier(() -> this.beanFactory.getBean(FlexInferenceTemplate.class).createClient(type));
			registry.registerBeanDefinition(AnnotationBeanNameGenerator.INSTANCE.generateBeanName(definition, registry),
					definition);
		}
	}

	private static final class Scanner extends ClassPathScanningCandidateComponentProvider {

		Scanner(Environment environment) {
			super(false, environment);
			addIncludeFilter(new AnnotationTypeFilter(DeclaredClient.class));
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			AnnotationMetadata metadata = definition.getMetadata();
			return metadata.isIndependent() && !metadata.isAnnotation();
		}

	}

}
