/**
 * What is kept in the database beside Spring Batch's own tables.
 */
@NullMarked
package com.flexinference.batch.internal.ledger;

import org.jspecify.annotations.NullMarked;
