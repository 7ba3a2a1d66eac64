/**
 * A small HTTP/1.1 server that owns its sockets, so that a connection can be reset or
 * left half-answered on purpose.
 */
@NullMarked
package com.flexinference.router.internal.http;

import org.jspecify.annotations.NullMarked;
