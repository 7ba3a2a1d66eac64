/**
 * Items that were answered or given up.
 */
@NullMarked
package com.flexinference.batch.item;

import org.jspecify.annotations.NullMarked;
