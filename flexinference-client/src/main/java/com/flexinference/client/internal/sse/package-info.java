/**
 * Server-sent events: bytes in, one event out, in bounded memory. Knows no JSON and no
 * HTTP.
 */
@NullMarked
package com.flexinference.client.internal.sse;

import org.jspecify.annotations.NullMarked;
