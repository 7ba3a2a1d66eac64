/**
 * Settings of the HTTP transport and of its timeouts.
 */
@NullMarked
package com.flexinference.client.transport;

import org.jspecify.annotations.NullMarked;
