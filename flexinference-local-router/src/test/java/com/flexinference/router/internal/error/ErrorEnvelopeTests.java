package com.flexinference.router.internal.error;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorEnvelope}.
 */
class ErrorEnvelopeTests {

	private final Failure refusal = Failure.of(ErrorCode.FLEX_MODEL_NOT_CAPABLE, "Not capable", "start_within",
			"gemini", null);

	@Test
	void openAi() {
		JsonNode error = ErrorEnvelope.OPENAI.write(this.refusal).path("error");
		assertThat(error.path("message").asString()).isEqualTo("Not capable");
		assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
		assertThat(error.path("code").asString()).isEqualTo("flex_model_not_capable");
		assertThat(error.path("param").asString()).isEqualTo("start_within");
		assertThat(error.path("doc_url").asString())
			.isEqualTo("https://flexinference.mintlify.app/errors#flex_model_not_capable");
		assertBlock(error);
	}

	@Test
	void anthropic() {
		JsonNode body = ErrorEnvelope.ANTHROPIC.write(this.refusal);
		assertThat(body.path("type").asString()).isEqualTo("error");
		assertThat(body.path("error").propertyNames()).containsExactly("type", "message", "flexinference");
		assertThat(body.at("/error/type").asString()).isEqualTo("invalid_request_error");
		assertBlock(body.path("error"));
	}

	@Test
	void google() {
		JsonNode error = ErrorEnvelope.GOOGLE.write(this.refusal).path("error");
		assertThat(error.path("code").asInt()).isEqualTo(400);
		assertThat(error.path("status").asString()).isEqualTo("INVALID_ARGUMENT");
		assertBlock(error);
	}

	private void assertBlock(JsonNode error) {
		JsonNode block = error.path("flexinference");
		assertThat(block.path("code").asString()).isEqualTo("flex_model_not_capable");
		assertThat(block.path("class").asString()).isEqualTo("capability");
		assertThat(block.path("origin").asString()).isEqualTo("flexinference");
		assertThat(block.path("status").asInt()).isEqualTo(400);
		assertThat(block.path("provider").asString()).isEqualTo("gemini");
		assertThat(block.path("provider_code").isNull()).isTrue();
		assertThat(block.path("retryable").asBoolean()).isFalse();
	}

}
