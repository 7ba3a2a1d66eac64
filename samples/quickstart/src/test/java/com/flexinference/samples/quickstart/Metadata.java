package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configuration metadata of all jars.
 */
final class Metadata {

	private Metadata() {
	}

	/**
	 * Return all properties by name.
	 */
	static Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new TreeMap<>();
		try {
			var resources = Metadata.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
			for (var resource : Collections.list(resources)) {
				try (InputStream in = resource.openStream()) {
					JsonMapper.shared()
						.readTree(in)
						.path("properties")
						.forEach((property) -> properties.put(property.path("name").stringValue(), property));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties;
	}

}
