/**
 * When the requests of a job are sent, how many at once, and how long they can wait.
 */
@NullMarked
package com.flexinference.batch.internal.plan;

import org.jspecify.annotations.NullMarked;
