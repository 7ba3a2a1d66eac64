package com.flexinference.batch.internal.plan;

import com.flexinference.client.StartWithin;

/**
 * How the next requests are sent.
 *
 * @param window how long a request can wait to start
 * @param races the maximum number of requests in flight that race the flex tier
 * @param direct the most other requests in flight, on the standard tier
 * @param perSecond the answers to expect in a second
 * @param inTime whether the job is expected to finish by its deadline
 * @param why the reason, for users
 */
record Plan(StartWithin window, int races, int direct, double perSecond, boolean inTime, String why) {
}
