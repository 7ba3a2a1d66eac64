package com.flexinference.router;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the words by which a prompt makes something happen.
 */
class PromptDirectiveTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@ValueSource(strings = { "flex_won", "flex_deadline", "flex_capacity", "flex_upstream_error", "flex_not_started",
			"flex_slots_full" })
	void raceEndsAsAsked(String reason) {
		assertThat(
				post("Please [" + reason + "]", "00h-10m-00s").headers().firstValue("x-flexinference-routing-reason"))
			.hasValue(reason);
	}

	@ParameterizedTest
	@CsvSource({ "rate_limit_exceeded, 429", "insufficient_balance, 402", "account_under_review, 403",
			"bedrock_model_access_denied, 403", "internal_error, 500" })
	void errorIsAnsweredAsAsked(String code, int status) {
		HttpResponse<String> response = post("[" + code + "]", "default");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains("\"code\":\"" + code + "\"");
	}

	@Test
	void streamFailsAsAsked() {
		List<String> data = RouterClient.data(stream("[stream_failed:3]").body());
		assertThat(data).hasSize(4);
		assertThat(data.get(3)).contains("response.failed");
	}

	@Test
	void streamEndsEarlyAsAsked() {
		assertThat(stream("[no_end]").body()).doesNotContain("response.completed");
		assertThatIllegalStateException().isThrownBy(() -> stream("[reset:3]"));
		assertThatIllegalStateException().isThrownBy(() -> stream("[truncate]"));
	}

	@Test
	void answerIsDelayedAsAsked() {
		long before = System.nanoTime();
		assertThat(post("[delay:50]", "default").statusCode()).isEqualTo(200);
		assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[unknown]", "[1]", "[FLEX_WON]", "[]", "[upstream_200]", "a[0] = [b:x]" })
	void otherBracketsMeanNothing(String prompt) {
		assertThat(post(prompt, "default").statusCode()).isEqualTo(200);
	}

	@Test
	void onlyLastPromptOfUserCounts() {
		String messages = "{'model':'gpt-5','start_within':'default','messages':["
				+ "{'role':'user','content':'[insufficient_balance]'},{'role':'assistant','content':'No'},"
				+ "{'role':'user','content':'Hi'}]}";
		assertThat(this.client.post("/chat/completions", messages).statusCode()).isEqualTo(200);
	}

	@Test
	void scriptComesBeforeDirective() {
		this.router.enqueue(LocalAnswer.text("Scripted"));
		assertThat(post("[internal_error]", "default").body()).contains("Scripted");
	}

	private HttpResponse<String> post(String prompt, String startWithin) {
		return this.client.post("/responses",
				"{'model':'gpt-5','start_within':'" + startWithin + "','input':'" + prompt + "'}");
	}

	private HttpResponse<String> stream(String prompt) {
		return this.client.post("/responses",
				"{'model':'gpt-5','start_within':'default','stream':true,'input':'" + prompt + "'}");
	}

}
