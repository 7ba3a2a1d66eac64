package com.flexinference.batch.internal.plan;

import com.flexinference.client.StartWithin;

/**
 * How the next requests are sent: at most {@code races} at once race the flex tier for
 * the window, and {@code direct} others are sent to the standard tier.
 */
record Plan(StartWithin window, int races, int direct, double perSecond, boolean inTime, String why) {
}
