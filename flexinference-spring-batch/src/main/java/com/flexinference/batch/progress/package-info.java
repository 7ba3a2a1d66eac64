/**
 * How far a job is, and what it has done.
 */
@NullMarked
package com.flexinference.batch.progress;

import org.jspecify.annotations.NullMarked;
