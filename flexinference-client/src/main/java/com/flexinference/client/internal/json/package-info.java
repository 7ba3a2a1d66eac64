/**
 * The JSON of the wire: one mapper of our own, and values that keep their exact text.
 */
@NullMarked
package com.flexinference.client.internal.json;

import org.jspecify.annotations.NullMarked;
