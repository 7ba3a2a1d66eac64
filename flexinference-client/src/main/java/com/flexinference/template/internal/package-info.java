/**
 * Calls that wait on other threads, and the mark of declared clients.
 */
@NullMarked
package com.flexinference.template.internal;

import org.jspecify.annotations.NullMarked;
