/**
 * The four caller formats: where each puts a prompt and where each keeps an answer.
 */
@NullMarked
package com.flexinference.client.format;

import org.jspecify.annotations.NullMarked;
