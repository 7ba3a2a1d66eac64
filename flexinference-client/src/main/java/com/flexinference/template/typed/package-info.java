/**
 * Typed answers: what is thrown when an answer is not of the requested type.
 */
@NullMarked
package com.flexinference.template.typed;

import org.jspecify.annotations.NullMarked;
