/**
 * Typed answers: what is thrown when an answer is not of the type that was asked for.
 */
@NullMarked
package com.flexinference.template.typed;

import org.jspecify.annotations.NullMarked;
