/**
 * Errors: their codes, and the shapes they have on the wire.
 */
@NullMarked
package com.flexinference.router.internal.error;

import org.jspecify.annotations.NullMarked;
