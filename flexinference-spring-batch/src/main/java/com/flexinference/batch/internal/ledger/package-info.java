/**
 * The tables in the database in addition to those of Spring Batch.
 */
@NullMarked
package com.flexinference.batch.internal.ledger;

import org.jspecify.annotations.NullMarked;
