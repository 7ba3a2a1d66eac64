package com.flexinference.batch.internal.plan;

import java.time.Instant;

import com.flexinference.client.StartWithin;

/**
 * The permit to send one request, which is given back to its {@link Pacing}. With
 * {@code race} it has one of the slots of the flex tier.
 */
public record Permit(StartWithin window, boolean race, Instant sent) {
}
