/**
 * A reactive web application that streams answers to the browser.
 */
@NullMarked
package com.flexinference.samples.webflux;

import org.jspecify.annotations.NullMarked;
