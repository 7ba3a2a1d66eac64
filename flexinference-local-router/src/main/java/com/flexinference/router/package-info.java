/**
 * An embedded stand-in for the FlexInference service, for development and tests.
 */
@NullMarked
package com.flexinference.router;

import org.jspecify.annotations.NullMarked;
