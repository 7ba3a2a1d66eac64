/**
 * The simulated model: what it is asked, and what it produces.
 */
@NullMarked
package com.flexinference.router.internal.model;

import org.jspecify.annotations.NullMarked;
