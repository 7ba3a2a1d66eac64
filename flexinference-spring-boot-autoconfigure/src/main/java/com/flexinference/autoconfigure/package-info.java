/**
 * Auto-configuration for the FlexInference client.
 */
@NullMarked
package com.flexinference.autoconfigure;

import org.jspecify.annotations.NullMarked;
