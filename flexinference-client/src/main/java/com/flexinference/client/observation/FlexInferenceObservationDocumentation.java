package com.flexinference.client.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the client, and the names of their keys. Names that start with
 * {@code gen_ai} are those of the semantic conventions of OpenTelemetry.
 */
public enum FlexInferenceObservationDocumentation implements ObservationDocumentation {

	/**
	 * Calls, from the first attempt to the end of the answer. A stream ends with its last
	 * event, its failure or its closing.
	 */
	REQUESTS {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultFlexInferenceObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * The keys of meters and spans. All of them are always present. A value that is not
	 * known is {@value KeyValue#NONE_VALUE}.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Name of the client, {@code default} unless it has a name.
		 */
		CLIENT_NAME("flexinference.client"),

		/**
		 * Caller format: {@code responses}, {@code chat_completions},
		 * {@code interactions} or {@code messages}.
		 */
		FORMAT("flexinference.caller.format"),

		/**
		 * Tier that {@code start_within} requests: {@code flex} for a duration, else
		 * {@code default}, {@code priority}, {@code auto} or {@code key-default}.
		 */
		REQUESTED_TIER("flexinference.requested.tier"),

		/**
		 * Tier that served, such as {@code flex} or {@code default}. An open set,
		 * bounded.
		 */
		SERVED_TIER("flexinference.served.tier"),

		/**
		 * Why this route and tier served, such as {@code flex_won} or
		 * {@code flex_deadline}. An open set, bounded.
		 */
		ROUTING_REASON("flexinference.routing.reason"),

		/**
		 * Route that served, such as {@code openai} or {@code vertex}. An open set,
		 * bounded.
		 */
		PROVIDER("flexinference.provider"),

		/**
		 * Whether the answer was streamed: {@code true} or {@code false}.
		 */
		STREAM("flexinference.stream"),

		/**
		 * Model of the request. The application chooses it; bound it if users can name
		 * models.
		 */
		MODEL("gen_ai.request.model"),

		/**
		 * How the call ended: {@code success}, {@code error}, {@code timeout} if a
		 * timeout expired, or {@code cancelled} if the application closed the answer.
		 */
		OUTCOME("flexinference.outcome"),

		/**
		 * Code of the error: the code of the service, else the HTTP status,
		 * {@code stream_failed}, {@code connection_failed}, or the timeout that expired,
		 * such as {@code start_timeout}. An open set, bounded.
		 */
		ERROR_CODE("flexinference.error.code");

		private final String key;

		LowCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * The keys of spans only. A key without a value is omitted.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * Value of {@code start_within}, or {@code key-default}.
		 */
		START_WITHIN("flexinference.start_within"),

		/**
		 * Why the template chose this value of {@code start_within}.
		 */
		START_WITHIN_REASON("flexinference.start_within.reason"),

		/**
		 * Whether the answer started within the duration of {@code start_within}: the
		 * race was won, or the measured time says so.
		 */
		WINDOW_MET("flexinference.window.met"),

		/**
		 * Time from the first attempt to the headers of the answer, in seconds.
		 */
		TIME_TO_START("flexinference.time_to_start"),

		/**
		 * How often the client sent the request.
		 */
		ATTEMPTS("flexinference.attempts"),

		/**
		 * Retries by the service.
		 */
		SERVICE_RETRIES("flexinference.service.retries"),

		/**
		 * Cost in US dollars.
		 */
		COST("flexinference.cost.usd"),

		/**
		 * Who pays the provider: {@code byok} or {@code managed}.
		 */
		PRICING("flexinference.pricing"),

		/**
		 * Number of events read of a stream.
		 */
		STREAM_EVENTS("flexinference.stream.events"),

		/**
		 * Bytes of the events read of a stream.
		 */
		STREAM_BYTES("flexinference.stream.bytes"),

		/**
		 * Operation: {@code generate_content} for Interactions, else {@code chat}.
		 */
		OPERATION("gen_ai.operation.name"),

		/**
		 * Provider by its name in the semantic conventions, such as {@code gcp.gemini},
		 * or {@code flexinference} where it is not known.
		 */
		GEN_AI_PROVIDER("gen_ai.provider.name"),

		/**
		 * Model that answered.
		 */
		RESPONSE_MODEL("gen_ai.response.model"),

		/**
		 * ID of the answer.
		 */
		RESPONSE_ID("gen_ai.response.id"),

		/**
		 * Why the answer ended, as a list with one element.
		 */
		FINISH_REASONS("gen_ai.response.finish_reasons"),

		/**
		 * Present and {@code true} if the answer was streamed.
		 */
		REQUEST_STREAM("gen_ai.request.stream"),

		/**
		 * Tokens of the input, including cached ones.
		 */
		INPUT_TOKENS("gen_ai.usage.input_tokens"),

		/**
		 * Tokens of the output, including reasoning.
		 */
		OUTPUT_TOKENS("gen_ai.usage.output_tokens"),

		/**
		 * Tokens of the input that were read from a cache.
		 */
		CACHE_READ_TOKENS("gen_ai.usage.cache_read.input_tokens"),

		/**
		 * Tokens of the input that were written to a cache.
		 */
		CACHE_WRITE_TOKENS("gen_ai.usage.cache_write.input_tokens"),

		/**
		 * Tokens of the output that were reasoning.
		 */
		REASONING_TOKENS("gen_ai.usage.reasoning.output_tokens"),

		/**
		 * Code of the error, unbounded. Present if the call failed.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * Prompt as it was sent, truncated. Present only if content is recorded.
		 */
		PROMPT("flexinference.prompt"),

		/**
		 * Text of the answer, truncated. Present only if content is recorded.
		 */
		COMPLETION("flexinference.completion");

		private final String key;

		HighCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
