/**
 * Bulk requests as jobs of Spring Batch.
 */
@NullMarked
package com.flexinference.batch;

import org.jspecify.annotations.NullMarked;
