package com.flexinference.batch.internal.step;

import org.jspecify.annotations.Nullable;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;

/**
 * An item with its request.
 *
 * @param <I> the type of the item
 * @param item the item
 * @param key the key of the item
 * @param id identifies item and request
 * @param request the request
 * @param canRace whether the request can race the flex tier
 * @param invalid why there is no request that could be sent, or {@code null}
 */
record Asked<I>(I item, String key, ItemId id, FlexRequest request, boolean canRace,
		@Nullable FlexInferenceException invalid) {

}
