package com.flexinference.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.InvalidConfigurationException;
import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.transport.HttpSettings;

/**
 * Registers a client for each name in {@code flexinference.clients}. They are fallback
 * beans, so that injection points without a qualifier receive the first client.
 */
class NamedClientsRegistrar implements BeanRegistrar {

	private static final Pattern NAME = Pattern.compile("[\\w.-]+");

	private static final Pattern NAME_IN_VARIABLES = Pattern.compile("[a-z0-9]+");

	private static final int MAX_NAME = 100;

	// Meters name the first client "default", Spring asks for the other beans by name.
	private static final List<String> RESERVED = List.of("default", "applicationEventMulticaster", "conversionService",
			"environment", "lifecycleProcessor", "messageSource", "systemEnvironment", "systemProperties");

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		names(environment).forEach((name) -> registry.registerBean(check(name), FlexInferenceClient.class,
				(spec) -> spec.fallback().supplier((context) -> create(name, context))));
	}

	static Set<String> names(Environment environment) {
		return Binder.get(environment)
			.bind("flexinference.clients", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet();
	}

	private static String check(String name) {
		if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
			throw new InvalidConfigurationException("flexinference.clients",
					"The name '" + ForeignText.neutralize(name, MAX_NAME) + "' cannot be that of a client.",
					"Choose a name below 'flexinference.clients' that has only letters, digits, '-', '_' and '.'"
							+ " and is none of " + String.join(", ", RESERVED) + ".");
		}
		return name;
	}

	private static FlexInferenceClient create(String name, SupplierContext context) {
		FlexInferenceClient.Builder builder = new ClientPropertyMapper(context.bean(FlexInferenceProperties.class),
				context.bean(HttpSettings.class))
			.builder(name, context.bean(FlexInferenceConnectionDetails.class));
		context.beanProvider(FlexInferenceClientCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		try {
			return builder.build();
		}
		catch (InvalidConfigurationException ex) {
			throw ofClient(name, ex);
		}
	}

	private static InvalidConfigurationException ofClient(String name, InvalidConfigurationException ex) {
		String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
		// The name of a variable tells neither dashes nor capitals of a client.
		String source = NAME_IN_VARIABLES.matcher(name).matches()
				? "by the environment variable FLEXINFERENCE_CLIENTS_" + variable
				: "to the placeholder '${" + variable + "}'";
		UnaryOperator<String> rename = (text) -> text
			.replaceAll("flexinference\\.(?=api-key|base-url)", "flexinference.clients." + name + ".")
			.replace("by the environment variable FLEXINFERENCE_API_KEY", source);
		return new InvalidConfigurationException(rename.apply(ex.property()),
				"Client '" + name + "': " + rename.apply(ex.problem()), rename.apply(ex.action()));
	}

}
