/**
 * Values of answers: text, tool calls, token usage, cost and routing.
 */
@NullMarked
package com.flexinference.client.message;

import org.jspecify.annotations.NullMarked;
