/**
 * A support assistant on Spring AI, with memory, tools and retrieval.
 */
@NullMarked
package com.flexinference.samples.assistant;

import org.jspecify.annotations.NullMarked;
