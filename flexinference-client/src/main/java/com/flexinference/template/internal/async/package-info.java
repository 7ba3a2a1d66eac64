/**
 * Calls that wait on other threads.
 */
@NullMarked
package com.flexinference.template.internal.async;

import org.jspecify.annotations.NullMarked;
