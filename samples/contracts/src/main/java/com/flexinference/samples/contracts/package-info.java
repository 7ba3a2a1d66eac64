/**
 * A service that reads contracts by the template.
 */
@NullMarked
package com.flexinference.samples.contracts;

import org.jspecify.annotations.NullMarked;
