/**
 * The simulated routing: models, providers, tiers, races for the flex tier, retries and
 * prices.
 */
@NullMarked
package com.flexinference.router.internal.routing;

import org.jspecify.annotations.NullMarked;
