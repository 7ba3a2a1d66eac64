package com.flexinference.template;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.InvalidRequestException;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the windows that deadlines leave.
 */
class DeadlineTests {

	@AutoClose
	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create();

	@ParameterizedTest
	@CsvSource({ "30s, 120, 00h-00m-30s", "10m, 120, 00h-01m-30s", "10m, 3600, 00h-10m-00s", "10m, 35, 00h-00m-05s",
			"10m, 34, default", "10m, 1, default", "default, 10, default", "priority, 10, priority", "auto, 10, auto",
			"key-default, 90, 00h-01m-00s" })
	void windowIsTheSmallerOfItsOwnAndWhatIsLeft(String own, long left, String sent) {
		call(own, Duration.ofSeconds(left));
		assertThat(this.test.sent().startWithin()).isEqualTo(sent);
	}

	@Test
	void invalidWindowIsNotReplacedByTheDefault() {
		FlexInferenceScope scope = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofMinutes(2)));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> FlexInferenceScope.with(scope,
					() -> this.template.ask((r) -> r.user("Hi").with("start_within", "soon")).text()))
			.withMessageContaining("'soon'");
	}

	@Test
	void keyDefaultIsLeftToTheKeyWhenThereIsTimeForAnyWindow() {
		call("key-default", Duration.ofHours(1));
		assertThat(this.test.sent().startWithin()).isNull();
	}

	@Test
	void windowShrinksAsTimePasses() {
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(1)))
			.withDeadline(this.test.deadline(Duration.ofSeconds(100)));
		FlexInferenceScope.with(scope, () -> {
			this.template.ask("One").text();
			this.test.clock().move(Duration.ofSeconds(30));
			this.template.ask("Two").text();
			this.test.clock().move(Duration.ofSeconds(40));
			return this.template.ask("Three").text();
		});
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-01m-00s");
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-40s");
		assertThat(this.test.sent().startWithin()).isEqualTo("default");
	}

	@Test
	void nothingLeftFailsBeforeAnyRequestAndSaysHowTheTimeWasSpent() {
		FlexInferenceScope scope = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofSeconds(20)));
		FlexInferenceScope.with(scope, () -> {
			this.template.ask("One").text();
			this.test.clock().move(Duration.ofSeconds(21));
			assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> this.template.ask("Two").text())
				.withMessage("No time is left for the call. The time of the test was 20.0 s, and 21.0 s have passed:"
						+ " 1 call took 0.0 s, other work the rest.");
			return null;
		});
		assertThat(this.test.count()).isEqualTo(1);
	}

	@Test
	void earlierOfTwoDeadlinesCounts() {
		FlexInferenceScope outer = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofSeconds(60)));
		FlexInferenceScope inner = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)))
			.withDeadline(this.test.deadline(Duration.ofSeconds(600)));
		FlexInferenceScope.with(outer, () -> FlexInferenceScope.with(inner, () -> this.template.ask("Hi").text()));
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void allowanceCanBeSet() {
		FlexInferenceTemplate eager = this.test.create((builder) -> builder.generationAllowance(Duration.ofSeconds(5)));
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)))
			.withDeadline(this.test.deadline(Duration.ofSeconds(60)));
		FlexInferenceScope.with(scope, () -> eager.ask("Hi").text());
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-55s");
	}

	@Test
	void reasonIsOnResponseAndStream() {
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)))
			.withDeadline(this.test.deadline(Duration.ofSeconds(60)));
		FlexInferenceScope.with(scope, () -> {
			assertThat(this.template.ask("Hi").response().startWithinReason())
				.isEqualTo("the time until the deadline, with 30 s kept to generate the answer");
			try (FlexStream stream = this.template.ask("Hi").stream()) {
				assertThat(stream.startWithinReason()).startsWith("the time until the deadline");
			}
			return null;
		});
		assertThat(this.template.ask("Hi").response().startWithinReason()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "3600, 00h-10m-00s, the maximum of 10 min", "90, 00h-01m-30s, the time until",
			"4, default, less than 5 s", "-10, default, less than 5 s" })
	void startByTurnsAnInstantIntoAWindow(long seconds, String sent, String reason) {
		FlexResponse response = this.template.ask("Hi")
			.startBy(this.test.clock().instant().plusSeconds(seconds))
			.response();
		assertThat(this.test.sent().startWithin()).isEqualTo(sent);
		assertThat(response.startWithinReason()).startsWith(reason);
	}

	@Test
	void startByIsAlsoBoundByTheDeadline() {
		FlexInferenceScope scope = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofSeconds(60)));
		FlexInferenceScope.with(scope,
				() -> this.template.ask("Hi").startBy(this.test.clock().instant().plusSeconds(300)).text());
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void startByAndEscalateExcludeEachOther() {
		Instant target = this.test.clock().instant().plusSeconds(60);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.template.ask("Hi").startBy(target).escalate(StartWithin.DEFAULT));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.template.ask("Hi").escalate(StartWithin.DEFAULT).startBy(target));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.ask("Hi").escalate());
	}

	@Test
	void earliestOfAllDeadlinesCounts() {
		Deadline far = this.test.deadline(Duration.ofSeconds(300));
		Deadline near = this.test.deadline(Duration.ofSeconds(100));
		FlexInferenceTemplate bound = this.test
			.create((builder) -> builder.deadline(() -> far).deadline(() -> null).deadline(() -> near));
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)));
		FlexInferenceScope.with(scope, () -> bound.ask("Hi").text());
		FlexInferenceScope.with(scope.withDeadline(this.test.deadline(Duration.ofSeconds(60))),
				() -> bound.ask("Hi").text());
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-01m-10s");
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void deadlineOfTheCallersThreadCountsForAnAsyncCall() {
		ThreadLocal<Deadline> ambient = ThreadLocal.withInitial(() -> null);
		FlexInferenceTemplate bound = this.test.create((builder) -> builder.deadline(ambient::get));
		ambient.set(this.test.deadline(Duration.ofSeconds(60)));
		bound.ask((r) -> r.user("Hi").startWithin(Duration.ofMinutes(10))).async().join();
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void reasonTellsOfTheOverrideAndTheDeadline() {
		StartWithinOverride override = new StartWithinOverride();
		override.set(StartWithin.parse("10m"));
		FlexInferenceTemplate overridden = this.test.create((builder) -> builder.override(override));
		FlexInferenceScope scope = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofSeconds(60)));
		FlexInferenceScope.with(scope, () -> assertThat(overridden.ask("Hi").response().startWithinReason())
			.isEqualTo("override; the time until the deadline, with 30 s kept to generate the answer"));
	}

	@Test
	void clocksShrinkAlong() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
				FlexInferenceClient client = FlexInferenceClient.builder()
					.apiKey("flex_live_test")
					.baseUrl("http://127.0.0.1:" + silent.getLocalPort())
					.build()) {
			FlexInferenceTemplate slow = FlexInferenceTemplate.create(client);
			FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.model("gpt-5").startWithin(StartWithin.DEFAULT))
				.withDeadline(Deadline.in("the test", Duration.ofSeconds(1), InstantSource.system()));
			RequestOptions options = RequestOptions.none().withStartTimeout(Duration.ofMinutes(1));
			FlexInferenceScope.with(scope,
					() -> assertThatExceptionOfType(FlexInferenceTimeoutException.class)
						.isThrownBy(() -> slow.ask("Hi").options(options).text())
						.satisfies((ex) -> assertThat(ex.timeout()).isLessThanOrEqualTo(Duration.ofSeconds(1))));
		}
	}

	@Test
	void streamEndsAtTheDeadlineToo() {
		this.test.router().enqueue(LocalAnswer.simulated().stalledAfter(3));
		FlexInferenceScope scope = FlexInferenceScope.NONE
			.withDeadline(Deadline.in("the test", Duration.ofSeconds(1), InstantSource.system()));
		FlexInferenceScope.with(scope, () -> {
			try (FlexStream stream = this.template.responses("Hi").stream()) {
				assertThatExceptionOfType(FlexInferenceException.class)
					.isThrownBy(() -> stream.forEach((event) -> assertThat(event.data()).isNotEmpty()))
					.withMessageContaining("call timeout");
			}
			return null;
		});
	}

	private void call(String own, Duration left) {
		FlexInferenceScope scope = FlexInferenceScope.of((r) -> r.startWithin(StartWithin.parse(own)))
			.withDeadline(this.test.deadline(left));
		FlexInferenceScope.with(scope, () -> {
			try {
				return this.template.ask("Hi").text();
			}
			catch (FlexInferenceResponseException ex) {
				// A key of the local router may have no default; what was sent counts.
				return "";
			}
		});
	}

}
