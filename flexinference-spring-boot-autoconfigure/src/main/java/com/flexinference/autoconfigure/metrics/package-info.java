/**
 * Auto-configuration for the meters of the client.
 */
@NullMarked
package com.flexinference.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
