package com.flexinference.samples.assistant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.Dispatcher;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

/**
 * Makes the simulated model of the local router call a tool where a real model would.
 * Only for the sample: an application has nothing of this kind.
 */
@Component
class SimulatedCalls implements Dispatcher {

	private static final Pattern PARCEL = Pattern.compile("Where is order (\\d+)");

	private static final Pattern CALLBACK = Pattern.compile("call me back: ([+\\d ]+)");

	SimulatedCalls(ObjectProvider<LocalRouter> router) {
		router.ifAvailable((available) -> available.on(this));
	}

	@Override
	public @Nullable LocalAnswer dispatch(RecordedRequest request) {
		JsonNode input = request.json().path("input");
		JsonNode last = input.isArray() ? input.path(input.size() - 1) : input;
		if (last.path("type").asString("").equals("function_call_output")) {
			return null;
		}
		String question = last.toString();
		Matcher parcel = PARCEL.matcher(question);
		if (parcel.find()) {
			return LocalAnswer.toolCall("trackParcel", "{\"order\":" + parcel.group(1) + "}");
		}
		Matcher callback = CALLBACK.matcher(question);
		return callback.find()
				? LocalAnswer.toolCall("requestCallback", "{\"phone\":\"" + callback.group(1).strip() + "\"}") : null;
	}

}
