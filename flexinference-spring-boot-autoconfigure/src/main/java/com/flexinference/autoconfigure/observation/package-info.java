/**
 * Auto-configuration for the observations of the client.
 */
@NullMarked
package com.flexinference.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
