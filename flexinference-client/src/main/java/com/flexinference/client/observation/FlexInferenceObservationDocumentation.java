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
	 * A call, from its first attempt to the end of its answer: of a stream to its last
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
	 * The keys of meters. All are always present; what is not known is
	 * {@value KeyValue#NONE_VALUE}.
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
		 * Tier that {@code start_within} asked for: {@code flex} for a duration, else
		 * {@code default}, {@code priority}, {@code auto} or {@code key-default}.
		 */
		REQUESTED_TIER("flexinference.requested.tier"),

		/**
		 * Tier that served. An open set, bounded.
		 */
		SERVED_TIER("flexinference.served.tier"),

		/**
		 * Why this route and tier served. An open set, bounded.
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
		 * Model that was asked for. Whatever the application sends: bound it where models
		 * come from outside.
		 */
		MODEL("gen_ai.request.model"),

		/**
		 * How the call ended: {@code success}, {@code error}, {@code timeout} or
		 * {@code cancelled}.
		 */
		OUTCOME("flexinference.outcome"),

		/**
		 * Code of the error: that of the service if it gave one, else its HTTP status,
		 * {@code stream_failed}, {@code connection_failed}, or the timeout that ran out,
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
	 * The keys of spans. What is not known is left out.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * Value of {@code start_within}, or {@code key-default}.
		 */
		START_WITHIN("flexinference.start_within"),

		/**
		 * Why the request could wait as long as it said.
		 */
		START_WITHIN_REASON("flexinference.start_within.reason"),

		/**
		 * Whether the answer started within the duration that was allowed.
		 */
		WINDOW_MET("flexinference.window.met"),

		/**
		 * Time from the first attempt to the start of the answer, in seconds.
		 */
		TIME_TO_START("flexinference.time_to_start"),

		/**
		 * How often the client sent the request.
		 */
		ATTEMPTS("flexinference.attempts"),

		/**
		 * Retries that the service spent.
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
		 * Events of a stream that were read.
		 */
		STREAM_EVENTS("flexinference.stream.events"),

		/**
		 * Bytes of the events of a stream that were read.
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
		 * Id of the answer.
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
		 * All tokens of the input.
		 */
		INPUT_TOKENS("gen_ai.usage.input_tokens"),

		/**
		 * All tokens generated.
		 */
		OUTPUT_TOKENS("gen_ai.usage.output_tokens"),

		/**
		 * Part of the input that was read from a cache.
		 */
		CACHE_READ_TOKENS("gen_ai.usage.cache_read.input_tokens"),

		/**
		 * Part of the input that was written to a cache.
		 */
		CACHE_WRITE_TOKENS("gen_ai.usage.cache_write.input_tokens"),

		/**
		 * Part of the output that was reasoning.
		 */
		REASONING_TOKENS("gen_ai.usage.reasoning.output_tokens"),

		/**
		 * Code of the error, unbounded, if there was one.
		 */
		ERROR_TYPE("error.type"),

		/**
		 * Prompt as it was sent, cut. Only if recording it was asked for.
		 */
		PROMPT("flexinference.prompt"),

		/**
		 * Text of the answer, cut. Only if recording it was asked for.
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
