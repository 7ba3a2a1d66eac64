/**
 * How an answer goes out over HTTP, and what goes wrong on its way.
 */
@NullMarked
package com.flexinference.router.internal.wire;

import org.jspecify.annotations.NullMarked;
