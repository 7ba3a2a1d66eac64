/**
 * The simulated model: its input and its output.
 */
@NullMarked
package com.flexinference.router.internal.model;

import org.jspecify.annotations.NullMarked;
