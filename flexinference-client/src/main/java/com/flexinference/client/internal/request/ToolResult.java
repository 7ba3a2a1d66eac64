package com.flexinference.client.internal.request;

import org.jspecify.annotations.Nullable;

/**
 * What came of the call of a tool.
 *
 * @param callId the id of the call, or {@code null} if the format gave none
 * @param name the name of the tool
 * @param result the result, any text
 */
public record ToolResult(@Nullable String callId, String name, String result) {

}
