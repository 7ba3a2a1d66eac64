/**
 * The four caller formats: how each writes a request and reads an answer or an event.
 */
@NullMarked
package com.flexinference.client.internal.format;

import org.jspecify.annotations.NullMarked;
