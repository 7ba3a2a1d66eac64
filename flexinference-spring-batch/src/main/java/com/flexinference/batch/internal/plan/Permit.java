package com.flexinference.batch.internal.plan;

import java.time.Instant;

import com.flexinference.client.StartWithin;

/**
 * The permit to send one request, which is given back to its {@link Pacing}.
 *
 * @param window how long the request can wait to start
 * @param race whether it has one of the slots of the flex tier
 * @param sent when it is sent
 */
public record Permit(StartWithin window, boolean race, Instant sent) {
}
