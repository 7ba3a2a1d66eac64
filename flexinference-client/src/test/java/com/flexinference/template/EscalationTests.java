package com.flexinference.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.TestConnection;
import com.flexinference.client.TestServer;
import com.flexinference.client.internal.json.WireJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Escalation}.
 */
class EscalationTests {

	private static final StartWithin[] LADDER = { StartWithin.of(Duration.ofMinutes(10)),
			StartWithin.of(Duration.ofSeconds(30)), StartWithin.DEFAULT };

	private static final int SILENCE = -1;

	/**
	 * A failure that comes with status 200.
	 */
	private static final int FAILURE = -200;

	private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

	private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();

	@AutoClose
	private final TestServer server = TestServer.start(this::answer);

	@AutoClose
	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.server.url())
		.defaults(FlexRequest.of((r) -> r.model("gpt-5")))
		.build();

	private void answer(TestConnection connection) throws IOException {
		this.sent.add(WireJson.tree(connection.request().body().getBytes(StandardCharsets.UTF_8))
			.path("start_within")
			.asString());
		int status = this.answers.isEmpty() ? 200 : this.answers.remove();
		if (status == SILENCE) {
			connection.awaitClose();
		}
		boolean retryable = status == 503 || status == FAILURE;
		String body = (status == 200) ? "{\"output\":[]}" : "{\"error\":{\"message\":\"No\",\"code\":\"busy\","
				+ "\"flexinference\":{\"retryable\":" + retryable + "}}}";
		connection.answer(Math.abs(status), "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void retryableErrorLeadsToTheNextWindow() {
		this.answers.addAll(List.of(503, 503));
		FlexResponse response = ladder().response();
		assertThat(this.sent).containsExactly("00h-10m-00s", "00h-00m-30s", "default");
		assertThat(response.startWithinReason()).isEqualTo("repeated after HTTP 503 busy");
	}

	@Test
	void retryableFailureWithStatus200LeadsToTheNextWindow() {
		this.answers.add(FAILURE);
		assertThat(ladder().response().startWithinReason()).isEqualTo("repeated after HTTP 502 busy");
		assertThat(this.sent).containsExactly("00h-10m-00s", "00h-00m-30s");
	}

	@Test
	void firstAnswerEndsTheLadder() {
		assertThat(ladder().response().startWithinReason()).isNull();
		assertThat(this.sent).containsExactly("00h-10m-00s");
	}

	@Test
	void otherErrorsEndTheLadder() {
		this.answers.add(400);
		assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(() -> ladder().response());
		assertThat(this.sent).hasSize(1);
	}

	@Test
	void lastErrorIsThrown() {
		this.answers.addAll(List.of(503, 503, 503));
		assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(() -> ladder().response());
		assertThat(this.sent).hasSize(3);
	}

	@Test
	void timeoutBeforeTheStartLeadsToTheNextWindow() {
		this.answers.add(SILENCE);
		RequestOptions options = RequestOptions.none().withStartTimeout(Duration.ofSeconds(1));
		assertThat(ladder().options(options).response().startWithinReason()).isEqualTo("repeated after a timeout");
		assertThat(this.sent).hasSize(2);
	}

	@Test
	void allWindowsShareOneBudget() {
		this.answers.addAll(List.of(503, 503));
		TestClock clock = new TestClock();
		FlexInferenceScope scope = FlexInferenceScope.NONE
			.withDeadline(Deadline.in("the test", Duration.ofSeconds(50), clock));
		FlexInferenceScope.with(scope, () -> ladder().text());
		assertThat(this.sent).containsExactly("00h-00m-20s", "00h-00m-20s", "default");
	}

	private FlexInferenceTemplate.Call ladder() {
		return FlexInferenceTemplate.create(this.client).responses("Hi").escalate(LADDER);
	}

}
