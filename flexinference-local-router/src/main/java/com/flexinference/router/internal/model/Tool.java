package com.flexinference.router.internal.model;

import tools.jackson.databind.JsonNode;

/**
 * A function a caller offers.
 *
 * @param name the name
 * @param schema the JSON schema of the arguments
 */
public record Tool(String name, JsonNode schema) {

}
