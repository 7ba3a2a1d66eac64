/**
 * An application to test.
 */
@NullMarked
package com.flexinference.test.app;

import org.jspecify.annotations.NullMarked;
