package com.flexinference.batch.internal.step;

import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.plan.RaceModels;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;

/**
 * Makes the requests of items.
 *
 * @param <I> the type of the items
 */
final class Requests<I> {

	private static final FlexRequest PLANNED = FlexRequest.of((r) -> r.startWithin(StartWithin.DEFAULT));

	private final AskDefinition<I, ?> definition;

	private final FlexRequest defaults;

	private final RaceModels models;

	Requests(AskDefinition<I, ?> definition, FlexRequest defaults, RaceModels models) {
		this.definition = definition;
		this.defaults = defaults;
		this.models = models;
	}

	Asked<I> of(I item) {
		Object given = this.definition.key().apply(item);
		Assert.state(given != null, "The key of an item is null. Return a unique key for each item.");
		String key = given.toString();
		try {
			FlexRequest request = request(item);
			StartWithin window = request.startWithin();
			if (request.orElse(PLANNED).startWithin() == null) {
				// The window of the plan would replace one that cannot be read.
				request.orElse(this.defaults).toJson(this.definition.format());
			}
			String json = request.mutate()
				.startWithin(StartWithin.DEFAULT)
				.build()
				.orElse(this.defaults)
				.toJson(this.definition.format());
			if (window == null && !this.models.canRace(json)) {
				window = StartWithin.DEFAULT;
			}
			return new Asked<>(item, key, id(key, json), request, window, null);
		}
		catch (InvalidRequestException | AskFailedException ex) {
			return new Asked<>(item, key, id(key, String.valueOf(ex.getMessage())), FlexRequest.EMPTY, null, ex);
		}
	}

	private ItemId id(String key, String request) {
		return ItemId.of(key, this.definition.format().name(), request);
	}

	private FlexRequest request(I item) {
		FlexRequest request;
		try {
			request = this.definition.request().apply(item);
		}
		catch (InvalidRequestException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new AskFailedException("The function 'ask' failed: " + ex, ex);
		}
		if (request == null) {
			throw new AskFailedException("The function 'ask' returned null. Return a request for each item.", null);
		}
		if (this.definition.type() == null) {
			return request;
		}
		return request.mutate()
			.answerSchema(this.definition.type().schema().name(), this.definition.type().schema().schema())
			.build();
	}

}
