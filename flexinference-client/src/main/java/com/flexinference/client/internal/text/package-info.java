/**
 * Text that others wrote, made fit for messages, logs and spans.
 */
@NullMarked
package com.flexinference.client.internal.text;

import org.jspecify.annotations.NullMarked;
