package com.flexinference.autoconfigure.template;

import java.util.Map;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Registers a template for each client in {@code flexinference.clients}, named as the
 * client with {@code Template} at its end. They are fallback beans, as the clients are.
 */
class NamedTemplatesRegistrar implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		Binder.get(environment)
			.bind("flexinference.clients", Bindable.mapOf(String.class, Object.class))
			.orElse(Map.of())
			.keySet()
			.forEach((name) -> registry.registerBean(name + "Template", FlexInferenceTemplate.class,
					(spec) -> spec.fallback()
						.supplier((context) -> context.bean(TemplateFactory.class)
							.create(context.bean(name, FlexInferenceClient.class)))));
	}

}
