package com.flexinference.batch.internal.plan;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a plan is made of.
 *
 * @param left the time that is left, negative after the deadline, or {@code null} without
 * a deadline
 * @param remaining the number of items that are left, or {@code null} if it is not known
 * @param concurrency the requests that the service takes at once
 * @param races the requests that it takes at once on the flex tier
 * @param latencies what was measured
 */
record Situation(@Nullable Duration left, @Nullable Long remaining, int concurrency, int races, Latencies latencies) {

}
