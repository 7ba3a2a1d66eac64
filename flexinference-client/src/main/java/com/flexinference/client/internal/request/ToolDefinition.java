package com.flexinference.client.internal.request;

import com.flexinference.client.internal.json.RawJson;

/**
 * A tool that the model may call.
 *
 * @param name the name of the tool
 * @param description what it does, for the model
 * @param schema the JSON schema of its arguments
 */
public record ToolDefinition(String name, String description, RawJson schema) {

}
