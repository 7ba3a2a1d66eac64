/**
 * Streaming of answers to a browser, for Spring MVC and Spring WebFlux, which are
 * optional.
 */
@NullMarked
package com.flexinference.web;

import org.jspecify.annotations.NullMarked;
