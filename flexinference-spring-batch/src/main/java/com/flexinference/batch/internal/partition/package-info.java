/**
 * Steps that are split into blocks, which run on many machines.
 */
@NullMarked
package com.flexinference.batch.internal.partition;

import org.jspecify.annotations.NullMarked;
