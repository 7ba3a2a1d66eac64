package com.flexinference.router;

import tools.jackson.databind.JsonNode;

/**
 * A function a caller offers.
 *
 * @param name the name
 * @param schema the JSON schema of the arguments
 */
record Tool(String name, JsonNode schema) {

}
