/**
 * The two transports: they follow no redirects, send nothing again, close at once and
 * keep the timeouts of each request.
 */
@NullMarked
package com.flexinference.client.internal.transport;

import org.jspecify.annotations.NullMarked;
