package com.flexinference.router.internal.model;

import tools.jackson.databind.JsonNode;

/**
 * A function that a caller offers, with the JSON schema of its arguments.
 */
public record Tool(String name, JsonNode schema) {

}
