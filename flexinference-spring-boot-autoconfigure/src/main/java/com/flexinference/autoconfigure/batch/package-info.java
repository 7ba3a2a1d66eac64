/**
 * Auto-configuration for bulk requests on Spring Batch.
 */
@NullMarked
package com.flexinference.autoconfigure.batch;

import org.jspecify.annotations.NullMarked;
