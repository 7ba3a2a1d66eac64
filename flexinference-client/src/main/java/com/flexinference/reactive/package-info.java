/**
 * Calls for applications that use Reactor, which is optional.
 */
@NullMarked
package com.flexinference.reactive;

import org.jspecify.annotations.NullMarked;
