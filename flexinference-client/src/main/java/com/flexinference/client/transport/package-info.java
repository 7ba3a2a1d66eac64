/**
 * Transports for {@link org.springframework.web.client.RestClient} that follow no
 * redirects, never send again, close at once and keep the clocks of each request.
 */
@NullMarked
package com.flexinference.client.transport;

import org.jspecify.annotations.NullMarked;
