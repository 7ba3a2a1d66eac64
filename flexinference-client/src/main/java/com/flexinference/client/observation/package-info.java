/**
 * Observations of the client: their names and keys, the facts about a call, and the
 * convention that makes the one of the other.
 */
@NullMarked
package com.flexinference.client.observation;

import org.jspecify.annotations.NullMarked;
