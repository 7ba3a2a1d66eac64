package com.flexinference.autoconfigure;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import com.flexinference.client.InvalidConfigurationException;

/**
 * {@link ApplicationContextInitializer} that refuses Spring Boot 3, on which the
 * auto-configurations fail for want of classes. Uses nothing that Spring Boot 3 lacks.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SpringBootVersionInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		check(SpringBootVersion.getVersion());
	}

	static void check(String version) {
		if (version.startsWith("3.")) {
			throw new InvalidConfigurationException("spring-boot.version",
					"FlexInference needs Spring Boot 4.0 or later, but this application runs on Spring Boot " + version
							+ ".",
					"Upgrade Spring Boot, or remove the dependencies 'com.flexinference:*'.");
		}
	}

}
