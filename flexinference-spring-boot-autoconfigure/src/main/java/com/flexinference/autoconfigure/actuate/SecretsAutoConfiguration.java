package com.flexinference.autoconfigure.actuate;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that masks the API key and the
 * password of a proxy in endpoints, even where these show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SecretsAutoConfiguration {

	private static final Pattern SECRET = Pattern
		.compile("(?i)flexinference[._](?:clients[._].+[._])?(api[-_]?key|http[._]proxy[._]password)");

	@Bean
	SanitizingFunction flexInferenceSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches((key) -> SECRET.matcher(key).matches());
	}

}
