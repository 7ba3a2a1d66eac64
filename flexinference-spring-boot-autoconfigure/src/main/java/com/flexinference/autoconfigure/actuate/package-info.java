/**
 * Auto-configuration for what Actuator shows of FlexInference.
 */
@NullMarked
package com.flexinference.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
