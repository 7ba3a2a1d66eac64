package com.flexinference.batch.internal.step;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.plan.RaceModels;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.StartWithin;
import com.flexinference.template.internal.typed.AnswerType;

/**
 * Makes the requests of items.
 */
final class Requests<I> {

	private final AskDefinition<I, ?> definition;

	private final FlexRequest defaults;

	private final RaceModels models;

	Requests(AskDefinition<I, ?> definition, FlexRequest defaults, RaceModels models) {
		this.definition = definition;
		this.defaults = defaults;
		this.models = models;
	}

	Asked<I> of(I item, String name) {
		String key = name;
		try {
			key = this.definition.keyOf(item, name);
			return of(item, key, request(item, key));
		}
		catch (InvalidRequestException ex) {
			return invalid(item, key, ex);
		}
		catch (Throwable ex) {
			return invalid(item, key,
					AskFailedException.of("The request for the item '" + key + "' could not be created", ex));
		}
	}

	private FlexRequest request(I item, String key) {
		FlexRequest request = this.definition.request().apply(item);
		if (request == null) {
			throw new AskFailedException(
					"The function 'ask' returned null for the item '" + key + "'. Return a request for each item.",
					null);
		}
		AnswerType type = this.definition.type();
		return (type != null) ? request.mutate().answerSchema(type.schema().name(), type.schema().schema()).build()
				: request;
	}

	private Asked<I> of(I item, String key, FlexRequest request) {
		StartWithin window = request.startWithin();
		if (window == null && request.hasStartWithin()) {
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

	private Asked<I> invalid(I item, String key, FlexInferenceException reason) {
		return new Asked<>(item, key, id(key, String.valueOf(reason.getMessage())), FlexRequest.EMPTY, null, reason);
	}

	private ItemId id(String key, String request) {
		return ItemId.of(key, this.definition.format().name(), request);
	}

}
