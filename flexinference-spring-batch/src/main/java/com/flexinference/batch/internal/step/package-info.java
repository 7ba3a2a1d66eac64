/**
 * The step that keeps many requests in flight and commits their answers.
 */
@NullMarked
package com.flexinference.batch.internal.step;

import org.jspecify.annotations.NullMarked;
