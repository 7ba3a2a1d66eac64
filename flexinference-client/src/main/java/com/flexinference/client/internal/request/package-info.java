/**
 * The parts of a request that the builder takes, in no format yet.
 */
@NullMarked
package com.flexinference.client.internal.request;

import org.jspecify.annotations.NullMarked;
