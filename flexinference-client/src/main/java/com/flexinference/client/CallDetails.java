package com.flexinference.client;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;

/**
 * What an answer knows of the call that it answers.
 *
 * @param format the caller format
 * @param startWithinReason why the request could wait to start as long as it said, or
 * {@code null} if not reported
 * @param attempts how often the request was sent, 1 or more
 */
record CallDetails(CallerFormat format, @Nullable String startWithinReason, int attempts) {
}
