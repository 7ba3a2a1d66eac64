/**
 * A small web application that answers prompts in all four caller formats.
 */
@NullMarked
package com.flexinference.samples.quickstart;

import org.jspecify.annotations.NullMarked;
