/**
 * Spring AI's chat model on FlexInference.
 */
@NullMarked
package com.flexinference.ai;

import org.jspecify.annotations.NullMarked;
