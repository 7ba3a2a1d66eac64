package com.flexinference.autoconfigure.actuate;

import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.autoconfigure.template.FlexInferenceTemplateAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.StartWithin;
import com.flexinference.template.StartWithinOverride;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexInferenceHealthContributorAutoConfiguration} and
 * {@link FlexInferenceHealthIndicator}.
 */
@Timeout(20)
class FlexInferenceHealthContributorAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(FlexInferenceAutoConfiguration.class,
			LocalRouterAutoConfiguration.class, FlexInferenceTemplateAutoConfiguration.class,
			FlexInferenceHealthContributorAutoConfiguration.class);

	private static final String PAUSED = "{'managed':{'providers':['openai'],'serving':'paused',"
			+ "'paused_reason':'insufficient_balance','binding':'paused','spend_remaining_micro_usd':-4}}";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues("flexinference.api-key=flex_live_TheKey");

	@Test
	void upWithLocalRouter() {
		this.contextRunner.withPropertyValues("flexinference.local-router.preferred=true").run((context) -> {
			Health health = context.getBean(HealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("simulated", true).containsOnlyKeys("host", "simulated");
		});
	}

	@Test
	void upWithManagedKeys() {
		try (StubService service = StubService.answering(PAUSED.replace("'serving':'paused'", "'serving':'ok'"))) {
			health(service, (health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsEntry("host", service.host())
					.containsEntry("simulated", false)
					.containsEntry("serving", "ok")
					.containsEntry("spendRemainingMicroUsd", -4L);
			});
		}
	}

	@Test
	void outOfServiceWhenPaused() {
		try (StubService service = StubService.answering(PAUSED)) {
			health(service, (health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health.getDetails()).containsEntry("pausedReason", "insufficient_balance")
					.containsEntry("binding", "paused");
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "401, revoked_api_key, DOWN", "403, account_closed, DOWN", "500, internal_error, DOWN",
			"429, rate_limited, UNKNOWN", "503, limits_unavailable, UNKNOWN" })
	void error(int httpStatus, String code, String status) {
		String body = "{'error':{'message':'Key flex_live_TheKey','code':'" + code + "'}}";
		try (StubService service = StubService.answering(httpStatus, body)) {
			health(service, (health) -> {
				assertThat(health.getStatus().getCode()).isEqualTo(status);
				assertThat(health.getDetails()).containsEntry("httpStatus", httpStatus).containsEntry("code", code);
				assertThat(health.toString()).doesNotContain("TheKey");
			});
		}
	}

	@Test
	void downWithoutAnswer() {
		try (StubService service = StubService.silent()) {
			this.contextRunner.withPropertyValues(service.property(), "flexinference.health.timeout=200ms")
				.run((context) -> {
					Health health = context.getBean(HealthIndicator.class).health();
					assertThat(health.getStatus()).isEqualTo(Status.DOWN);
					assertThat(health.getDetails()).containsEntry("error", "FlexInferenceTimeoutException");
				});
		}
	}

	@Test
	void downWithoutServer() {
		this.contextRunner.withPropertyValues("flexinference.base-url=http://127.0.0.1:1")
			.run((context) -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.DOWN));
	}

	@ParameterizedTest
	@CsvSource({ "60s, 1", "0s, 2" })
	void resultIsKept(String timeToLive, int requests) {
		try (StubService service = StubService.answering("{}")) {
			this.contextRunner.withPropertyValues(service.property(), "flexinference.health.time-to-live=" + timeToLive)
				.run((context) -> {
					context.getBean(HealthIndicator.class).health();
					context.getBean(HealthIndicator.class).health();
					assertThat(service.requests()).isEqualTo(requests);
				});
		}
	}

	@Test
	void tellsOfOverride() {
		try (StubService service = StubService.answering("{}")) {
			this.contextRunner.withPropertyValues(service.property()).run((context) -> {
				HealthIndicator indicator = context.getBean(HealthIndicator.class);
				assertThat(indicator.health().getDetails()).doesNotContainKey("override");
				context.getBean(StartWithinOverride.class).set(StartWithin.DEFAULT);
				assertThat(indicator.health().getDetails()).containsEntry("override", "default");
			});
		}
	}

	@Test
	void severalClientsAreComposite() {
		this.contextRunner.withBean("one", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_1"))
			.withBean("two", FlexInferenceClient.class, () -> FlexInferenceClient.create("flex_live_2"))
			.run((context) -> {
				HealthContributor contributor = context.getBean("flexinferenceHealthContributor",
						HealthContributor.class);
				assertThat(contributor).isInstanceOfSatisfying(CompositeHealthContributor.class,
						(composite) -> assertThat(composite.stream().map(CompositeHealthContributor.Entry::name))
							.containsExactlyInAnyOrder("one", "two"));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "60s" })
	void severalClientsAreCheckedAtTheSameTime(String timeToLive) {
		try (StubService service = StubService.answeringTogether(10, "{}")) {
			this.contextRunner
				.withPropertyValues(service.property(), "flexinference.health.timeout=10s",
						"flexinference.health.time-to-live=" + timeToLive)
				.withPropertyValues(IntStream.range(0, 9)
					.mapToObj((i) -> "flexinference.clients.c" + i + ".api-key=flex_live_" + i)
					.toArray(String[]::new))
				.run((context) -> {
					CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
					assertThat(health.stream().map((entry) -> ((HealthIndicator) entry.contributor()).health()))
						.hasSize(10)
						.allMatch((each) -> each.getStatus().equals(Status.UP));
				});
		}
	}

	@Test
	void nothingIsCheckedBeforeAClientIsAskedFor() {
		try (StubService service = StubService.answering("{}")) {
			this.contextRunner
				.withPropertyValues(service.property(), "flexinference.clients.search.api-key=flex_live_two")
				.run((context) -> {
					assertThat(context.getBean(CompositeHealthContributor.class).stream().toList()).hasSize(2);
					assertThat(service.requests()).isZero();
				});
		}
	}

	@Test
	void reactiveApplication() {
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
				.isEqualTo(Status.UP));
	}

	@Test
	void disabled() {
		this.contextRunner.withPropertyValues("management.health.flexinference.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "-1s" })
	void timeoutMustBePositive(String timeout) {
		this.contextRunner.withPropertyValues("flexinference.health.timeout=" + timeout)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("flexinference.health.timeout"));
	}

	private void health(StubService service, Consumer<Health> assertion) {
		this.contextRunner.withPropertyValues(service.property())
			.run((context) -> assertion.accept(context.getBean(HealthIndicator.class).health()));
	}

}
