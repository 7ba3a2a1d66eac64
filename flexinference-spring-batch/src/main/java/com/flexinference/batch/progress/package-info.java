/**
 * The progress of a job, and its report.
 */
@NullMarked
package com.flexinference.batch.progress;

import org.jspecify.annotations.NullMarked;
