package com.flexinference.template;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartWithinOverride}.
 */
class StartWithinOverrideTests {

	private static final FlexRequest PATIENT = FlexRequest.of((r) -> r.user("Hi").startWithin(Duration.ofMinutes(1)));

	private final StartWithinOverride override = new StartWithinOverride();

	@AutoClose
	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create((builder) -> builder.override(this.override));

	@Test
	void winsOverRequestAndSaysSo() {
		this.override.set(StartWithin.PRIORITY);
		FlexResponse response = this.template.ask(PATIENT).response();
		assertThat(this.test.sent().startWithin()).isEqualTo("priority");
		assertThat(response.startWithinReason()).isEqualTo("override");
	}

	@Test
	void winsOverScope() {
		this.override.set(StartWithin.of(Duration.ofSeconds(20)));
		FlexInferenceScope.with(FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10))),
				() -> this.template.ask("Hi").text());
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-20s");
	}

	@Test
	void winsOverStartByAndLadder() {
		this.override.set(StartWithin.DEFAULT);
		this.template.ask("Hi").startBy(this.test.clock().instant().plusSeconds(60)).text();
		this.template.ask("Hi").escalate(StartWithin.of(Duration.ofSeconds(30)), StartWithin.PRIORITY).text();
		assertThat(this.test.sent().startWithin()).isEqualTo("default");
		assertThat(this.test.sent().startWithin()).isEqualTo("default");
	}

	@Test
	void isShortenedByDeadline() {
		this.override.set(StartWithin.of(Duration.ofMinutes(10)));
		FlexInferenceScope scope = FlexInferenceScope.NONE.withDeadline(this.test.deadline(Duration.ofMinutes(1)));
		FlexInferenceScope.with(scope, () -> this.template.ask("Hi").text());
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-00m-30s");
	}

	@Test
	void clearedChangesNothing() {
		this.override.set(StartWithin.PRIORITY);
		this.override.clear();
		FlexResponse response = this.template.ask(PATIENT).response();
		assertThat(this.test.sent().startWithin()).isEqualTo("00h-01m-00s");
		assertThat(response.startWithinReason()).isNull();
	}

}
