package com.flexinference.ai;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexReply;
import com.flexinference.client.message.Answer;

/**
 * Keys of the metadata of a response and of its generation. A key is missing if its value
 * is not known.
 */
public final class FlexInferenceMetadata {

	/**
	 * What the answer cost: a {@link com.flexinference.client.message.Cost}.
	 */
	public static final String COST = "flexinference.cost";

	/**
	 * What waiting saved: a {@link com.flexinference.client.message.Cost}.
	 */
	public static final String SAVINGS = "flexinference.savings";

	/**
	 * The tier that served: a string, such as {@code flex}.
	 */
	public static final String SERVED_TIER = "flexinference.served-tier";

	/**
	 * How the request was routed: a {@link com.flexinference.client.message.Routing}.
	 */
	public static final String ROUTING = "flexinference.routing";

	/**
	 * The reason for the value of {@code start_within}: a string.
	 */
	public static final String START_WITHIN_REASON = "flexinference.start-within-reason";

	/**
	 * The text of a refusal: a string.
	 */
	public static final String REFUSAL = "flexinference.refusal";

	/**
	 * What can still be spent on managed keys: a
	 * {@link com.flexinference.client.SpendRemaining}.
	 */
	public static final String SPEND_REMAINING = "flexinference.spend-remaining";

	/**
	 * The id of the request, if the service gives one: a string.
	 */
	public static final String REQUEST_ID = "flexinference.request-id";

	/**
	 * The reasoning of the model, as far as the service reports it: a string in the
	 * metadata of the message.
	 */
	public static final String REASONING = "flexinference.reasoning";

	/**
	 * What a chunk of a stream adds to the reasoning: a string in the metadata of the
	 * chunk's message.
	 */
	public static final String REASONING_DELTA = "flexinference.reasoning-delta";

	/**
	 * The pages that the answer cites: a list of
	 * {@link com.flexinference.client.message.Citation} in the metadata of the message.
	 */
	public static final String CITATIONS = "flexinference.citations";

	private FlexInferenceMetadata() {
	}

	static Map<String, Object> of(Answer answer, FlexReply reply) {
		Map<String, Object> metadata = new LinkedHashMap<>();
		put(metadata, COST, answer.cost());
		put(metadata, SAVINGS, answer.savings());
		put(metadata, SERVED_TIER, answer.servedTier());
		put(metadata, ROUTING, answer.routing());
		put(metadata, START_WITHIN_REASON, reply.startWithinReason());
		put(metadata, REFUSAL, answer.refusal());
		put(metadata, SPEND_REMAINING, reply.spendRemaining());
		put(metadata, REQUEST_ID, reply.headers().getFirst("x-request-id"));
		return metadata;
	}

	private static void put(Map<String, Object> metadata, String key, @Nullable Object value) {
		if (value != null) {
			metadata.put(key, value);
		}
	}

}
