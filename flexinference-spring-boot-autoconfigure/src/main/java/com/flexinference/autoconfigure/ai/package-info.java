/**
 * Auto-configuration for Spring AI's chat model on FlexInference.
 */
@NullMarked
package com.flexinference.autoconfigure.ai;

import org.jspecify.annotations.NullMarked;
