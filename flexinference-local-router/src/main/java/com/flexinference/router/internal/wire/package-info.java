/**
 * Responses, and how they are sent over HTTP with their faults.
 */
@NullMarked
package com.flexinference.router.internal.wire;

import org.jspecify.annotations.NullMarked;
