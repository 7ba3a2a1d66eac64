package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;

/**
 * An item with its request.
 *
 * @param id identifies item and request
 * @param window the only window that the request can have, or {@code null} if it can be
 * chosen
 * @param invalid why there is no request that could be sent, or {@code null}
 */
record Asked<I>(I item, String key, ItemId id, FlexRequest request, @Nullable StartWithin window,
		@Nullable FlexInferenceException invalid) {
}
