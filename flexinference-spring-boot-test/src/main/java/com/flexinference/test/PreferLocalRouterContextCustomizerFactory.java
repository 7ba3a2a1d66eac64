package com.flexinference.test;

import java.util.List;
import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * {@link ContextCustomizerFactory} that makes the local router answer in tests even if an
 * API key is set, unless a property says otherwise, so that no test costs money by
 * accident.
 */
class PreferLocalRouterContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new PreferLocalRouterContextCustomizer();
	}

	/**
	 * All are equal, so that contexts are shared as they would be without.
	 */
	private record PreferLocalRouterContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
			context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("flexinference-spring-boot-test",
						Map.of("flexinference.local-router.preferred", true)));
		}

	}

}
