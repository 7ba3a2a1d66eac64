/**
 * An embedded stand-in for the FlexInference service, for development and tests.
 * {@link com.flexinference.router.LocalRouter} is what to start,
 * {@link com.flexinference.router.LocalAnswer} what to script it with,
 * {@link com.flexinference.router.LocalKey} what its API keys stand for. Inside, a
 * request passes {@code ExchangeHandler} (recorded, scripted), {@code SimulatedService}
 * (found, authenticated), {@code Inference} (checked, routed, completed, charged), a
 * {@code Format} (written) and a {@code ResponseWriter} (sent, with its faults).
 */
@NullMarked
package com.flexinference.router;

import org.jspecify.annotations.NullMarked;
