package com.flexinference.interop;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.models.Model;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.router.LocalKey;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lists models and runs into errors with OpenAI's Java SDK.
 */
class OpenAiJavaErrorsTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	@AutoClose
	private final OpenAIClient client = OpenAIOkHttpClient.builder()
		.baseUrl(this.router.baseUrl().toString())
		.apiKey("flex_live_interop")
		.maxRetries(0)
		.build();

	@Test
	void listsModels() {
		assertThat(this.client.models().list().data()).allSatisfy(Model::validate)
			.extracting(Model::id)
			.contains("gpt-5.5", "gemini-3.5-flash", "claude-opus-4-8");
		assertThat(this.client.models().retrieve("gpt-5.5")._allProperties()).containsKey("flexinference");
	}

	@Test
	void unknownModelIsNotFound() {
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> this.client.models().retrieve("gpt-0"))
			.satisfies((ex) -> assertThat(ex.code()).hasValue("model_not_found"));
	}

	@Test
	void revokedKeyIsUnauthorized() {
		OpenAIClient revoked = this.client.withOptions((options) -> options.apiKey(LocalKey.REVOKED_API_KEY));
		assertThatExceptionOfType(UnauthorizedException.class)
			.isThrownBy(() -> revoked.responses().create(params().build()))
			.satisfies((ex) -> assertThat(ex.code()).hasValue("revoked_api_key"));
	}

	@Test
	void requestWithoutStartWithinIsBad() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.responses()
				.create(ResponseCreateParams.builder().model("gpt-5.5").input("Hello").build()))
			.satisfies((ex) -> {
				assertThat(ex.code()).hasValue("missing_start_within");
				assertThat(ex.param()).hasValue("start_within");
				assertThat(ex.type()).hasValue("invalid_request_error");
			});
	}

	@Test
	void keyWithDefaultNeedsNoStartWithin() {
		OpenAIClient patient = this.client.withOptions((options) -> options.apiKey("flex_live_default_30s"));
		assertThat(patient.responses()
			.create(ResponseCreateParams.builder().model("gpt-5.5").input("Hello").build())
			.output()).isNotEmpty();
	}

	@Test
	void durationOnClaudeIsBad() {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> this.client.responses().create(params().model("claude-opus-4-8").build()))
			.satisfies((ex) -> assertThat(ex.code()).hasValue("flex_unsupported_for_anthropic"));
	}

	private static ResponseCreateParams.Builder params() {
		return ResponseCreateParams.builder()
			.model("gpt-5.5")
			.input("Hello")
			.putAdditionalBodyProperty("start_within", JsonValue.from("00h-00m-30s"));
	}

}
