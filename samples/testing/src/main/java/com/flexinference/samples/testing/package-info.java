/**
 * A service and its tests, one for each kind of bad day.
 */
@NullMarked
package com.flexinference.samples.testing;

import org.jspecify.annotations.NullMarked;
