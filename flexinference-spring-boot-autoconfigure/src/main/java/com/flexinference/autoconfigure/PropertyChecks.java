package com.flexinference.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.flexinference.client.InvalidConfigurationException;

/**
 * Checks the properties of FlexInference before they are bound. Refuses placeholders that
 * nothing resolves and quotes around values, and warns of properties that do not exist.
 */
class PropertyChecks implements BeanFactoryPostProcessor {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("flexinference");

	private static final ConfigurationPropertyName CLIENTS = ROOT.append("clients");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

	private static final Pattern QUOTED = Pattern.compile("([\"'`])\\S*\\1|[\u201C\u2018]\\S*[\u201D\u2019]");

	private static final ConfigurationPropertyName PASSWORD = ROOT.append("http.proxy.password");

	private final Environment environment;

	PropertyChecks(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		// A build does not have the properties that the application will run with.
		if (!SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
			run();
		}
	}

	void run() {
		Binder binder = Binder.get(this.environment);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
				iterable.stream()
					.filter((name) -> ROOT.isAncestorOf(name) && !isEmptyClient(name, iterable))
					.forEach((name) -> check(name, variables, binder));
			}
		}
	}

	// All properties of such a client are inherited or have other sources
	private static boolean isEmptyClient(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = CLIENTS.isParentOf(name) ? source.getConfigurationProperty(name) : null;
		return property != null && property.getValue().toString().isBlank();
	}

	private static void check(ConfigurationPropertyName name, boolean variable, Binder binder) {
		refuseList(name, variable);
		// Platforms set variables of their own, and the binding refuses clients that are
		// a value. It would make an SSL bundle of one.
		if (variable ? name.getNumberOfElements() > 2 : !name.equals(CLIENTS)) {
			refuseGroup(name);
		}
		String property = UnknownProperties.find(name, variable);
		if (property == null) {
			UnknownProperties.warn(name, variable);
			return;
		}
		String value = value(name, property, binder);
		Matcher placeholder = PLACEHOLDER.matcher(value);
		if (placeholder.find()) {
			throw new InvalidConfigurationException(property,
					"The property '" + property + "' has the placeholder '" + placeholder.group()
							+ "', which cannot be resolved.",
					"Set the property or environment variable that the placeholder names.");
		}
		if (name.equals(PASSWORD)) {
			return;
		}
		if (value.contains("${")) {
			throw new InvalidConfigurationException(property,
					"The property '" + property + "' has a placeholder that is not closed.",
					"Add the closing '}' of the placeholder.");
		}
		if (QUOTED.matcher(value.trim()).matches()) {
			throw new InvalidConfigurationException(property, "The value of '" + property + "' has quotes around it.",
					"Remove the quotes, because they would be part of the value.");
		}
	}

	private static String value(ConfigurationPropertyName name, String property, Binder binder) {
		try {
			return binder.bind(name, Bindable.of(String.class)).orElse("");
		}
		catch (BindException ex) {
			throw new InvalidConfigurationException(property,
					"The property '" + property + "' has a placeholder that refers to itself.",
					"Set the property, or change the placeholder to the name of another property or environment variable.");
		}
	}

	static void refuseGroup(ConfigurationPropertyName name) {
		String example = UnknownProperties.exampleOf(name);
		if (example != null) {
			throw new InvalidConfigurationException(name.toString(),
					"The property '" + name + "' has a value, or is empty, but is the name of a group of properties.",
					"Set properties of the group, such as '" + example + "', or remove it.");
		}
	}

	private static void refuseList(ConfigurationPropertyName name, boolean variable) {
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			String list = name.chop(i).toString();
			if (name.isNumericIndex(i) && UnknownProperties.find(name.chop(i), variable) != null) {
				throw new InvalidConfigurationException(list, "The property '" + list + "' has a list of values.",
						list.equals(CLIENTS.toString())
								? "Give each client a name, such as '" + list + ".search.api-key'." : "Set one value.");
			}
		}
	}

}
