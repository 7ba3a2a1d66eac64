/**
 * The template: calls that take their defaults from the method they are made in.
 */
@NullMarked
package com.flexinference.template;

import org.jspecify.annotations.NullMarked;
