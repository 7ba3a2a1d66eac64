package com.flexinference.autoconfigure.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.FlexInferenceClientCustomizer;
import com.flexinference.autoconfigure.observation.FlexInferenceObservationAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Answer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link FlexInferenceMetricsAutoConfiguration}, with the registry of
 * Prometheus.
 */
class FlexInferenceMetricsAutoConfigurationTests {

	private static final FlexRequest FLEX = FlexRequest
		.of((request) -> request.user("Count.").startWithin(Duration.ofSeconds(30)));

	private static final FlexRequest STANDARD = FlexRequest
		.of((request) -> request.user("Count.").startWithin(StartWithin.DEFAULT));

	private final ApplicationContextRunner unmeasured = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
						FlexInferenceObservationAutoConfiguration.class, FlexInferenceMetricsAutoConfiguration.class))
		.withPropertyValues("flexinference.model=gpt-5-nano", "flexinference.local-router.capacity=1");

	private final ApplicationContextRunner contextRunner = this.unmeasured
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class));

	@ParameterizedTest
	@EnumSource
	void answerIsMeasured(CallerFormat format) {
		this.contextRunner.run((context) -> {
			Answer answer = client(context).calls(format).create(FLEX).answer();
			Tags tags = tags(format, "flex", "flex");
			assertMeasured(context, answer, tags);
			assertThat(meter(context, "flexinference.client.requests").tag("flexinference.outcome", "success")
				.tag("flexinference.stream", "false")
				.tags(tags)
				.timer()
				.count()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void streamIsMeasured(CallerFormat format) {
		this.contextRunner.run((context) -> {
			try (FlexStream stream = client(context).calls(format).stream(FLEX)) {
				assertThat(openStreams(context, format)).isOne();
				assertThat(stream.events()).isNotEmpty();
				assertMeasured(context, stream.answer(), tags(format, "flex", "flex"));
			}
			assertThat(openStreams(context, format)).isZero();
			assertThat(meter(context, "flexinference.client.stream.events").tag("flexinference.outcome", "success")
				.summary()
				.totalAmount()).isGreaterThan(1);
			assertThat(meter(context, "flexinference.client.stream.size").summary().totalAmount()).isGreaterThan(100);
		});
	}

	private static void assertMeasured(AssertableApplicationContext context, Answer answer, Tags tags) {
		assertThat(tokens(context, "input", tags) + tokens(context, "cached", tags))
			.isEqualTo(answer.usage().inputTokens());
		assertThat(tokens(context, "output", tags) + tokens(context, "reasoning", tags))
			.isEqualTo(answer.usage().outputTokens());
		assertThat(meter(context, "flexinference.client.tokens").counters()).hasSize(4);
		double cost = answer.cost().usd().doubleValue();
		assertThat(cost).isPositive();
		assertThat(meter(context, "flexinference.client.cost").tags(tags).counter().count()).isCloseTo(cost,
				within(1e-9));
		assertThat(meter(context, "flexinference.client.savings").tags(tags).counter().count()).isCloseTo(cost,
				within(1e-9));
		assertThat(meter(context, "flexinference.client.start").tags(tags)
			.tag("flexinference.window.met", "true")
			.timer()
			.count()).isOne();
	}

	@Test
	void standardTierSavesNothing() {
		this.contextRunner.run((context) -> {
			FlexResponse response = client(context).responses().create(STANDARD);
			assertThat(response.cost().microUsd()).isPositive();
			assertThat(registry(context).find("flexinference.client.cost").counters()).hasSize(1);
			assertThat(registry(context).find("flexinference.client.savings").meters()).isEmpty();
			assertThat(meter(context, "flexinference.client.start").tag("flexinference.window.met", "none")
				.timer()
				.count()).isOne();
		});
	}

	@Test
	void cancelledStreamIsMeasured() {
		this.contextRunner.run((context) -> {
			try (FlexStream stream = client(context).responses().stream(FLEX)) {
				assertThat(stream.next()).isNotNull();
			}
			assertThat(meter(context, "flexinference.client.requests").tag("flexinference.outcome", "cancelled")
				.timer()
				.count()).isOne();
			assertThat(meter(context, "flexinference.client.stream.events").tag("flexinference.outcome", "cancelled")
				.summary()
				.count()).isOne();
		});
	}

	@Test
	void meterAlwaysHasTheSameTags() {
		List<String> failures = new ArrayList<>();
		this.contextRunner.run((context) -> {
			registry(context).config().onMeterRegistrationFailed((id, reason) -> failures.add(reason));
			for (CallerFormat format : CallerFormat.values()) {
				FlexInferenceClient.Calls calls = client(context).calls(format);
				calls.create(FLEX);
				calls.create(STANDARD);
				calls.create(FLEX.mutate().startWithin(StartWithin.PRIORITY).retry(2).build());
				try (FlexStream stream = calls.stream(STANDARD.mutate().includeCost(false).build())) {
					assertThat(stream.events()).isNotEmpty();
				}
				calls.stream(FLEX).close();
				assertThatExceptionOfType(FlexInferenceResponseException.class)
					.isThrownBy(() -> calls.create(FLEX.mutate().model("claude-opus-4-8").maxTokens(9).build()));
			}
			Map<String, Set<List<String>>> keys = registry(context).getMeters()
				.stream()
				.map(Meter::getId)
				.filter((id) -> id.getName().startsWith("flexinference"))
				.collect(Collectors.groupingBy(Meter.Id::getName, Collectors
					.mapping((id) -> id.getTags().stream().map(Tag::getKey).toList(), Collectors.toSet())));
			assertThat(keys).hasSizeGreaterThan(9).allSatisfy((name, sets) -> assertThat(sets).as(name).hasSize(1));
			assertThat(failures).isEmpty();
		});
	}

	@Test
	void metersHaveNamesOfTheirOwn() {
		this.contextRunner.run((context) -> {
			client(context).chatCompletions().create(FLEX);
			String scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
			assertThat(scrape.lines().filter((line) -> line.startsWith("# TYPE")).map((line) -> line.split(" ")[2]))
				.contains("flexinference_client_requests_seconds", "flexinference_client_requests_active_seconds",
						"flexinference_client_start_seconds", "flexinference_client_tokens_total",
						"flexinference_client_cost_usd_total", "flexinference_client_savings_usd_total",
						"flexinference_client_retries_total", "flexinference_client_streams_open")
				.noneMatch((name) -> name.startsWith("gen_ai"));
		});
	}

	@Test
	void percentilesAndObjectivesAreSetAsForAnyMeter() {
		this.contextRunner
			.withPropertyValues("management.metrics.distribution.slo.flexinference.client.start=1s,5s",
					"management.metrics.distribution.percentiles-histogram.flexinference.client.requests=true",
					"management.metrics.distribution.percentiles.flexinference.client.start=0.99")
			.run((context) -> {
				client(context).responses().create(FLEX);
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
					.containsPattern("flexinference_client_start_seconds_bucket\\{.*le=\"5.0\"} 1")
					.containsPattern("flexinference_client_requests_seconds_bucket\\{.*le=\"\\+Inf\"} 1");
				Timer start = meter(context, "flexinference.client.start").timer();
				assertThat(start.takeSnapshot().percentileValues()).hasSize(1);
			});
	}

	@Test
	void metersCanBeTurnedOffAsAnyMeter() {
		this.contextRunner.withPropertyValues("management.metrics.enable.flexinference.client.start=false")
			.run((context) -> {
				client(context).responses().create(FLEX);
				assertThat(registry(context).find("flexinference.client.start").meter()).isNull();
				assertThat(registry(context).find("flexinference.client.cost").meter()).isNotNull();
			});
	}

	@Test
	void numberOfModelsIsBounded() {
		this.contextRunner.withPropertyValues("flexinference.metrics.max-models=2").run((context) -> {
			for (String model : List.of("gpt-5", "gpt-5-mini", "gpt-5-nano")) {
				client(context).responses().create(FLEX.mutate().model(model).build());
			}
			assertThat(registry(context).find("flexinference.client.cost").counters()).hasSize(2);
			assertThat(registry(context).find("flexinference.client.requests").timers()).hasSize(2);
			assertThat(meter(context, "flexinference.client.start").timer().count()).isEqualTo(3);
		});
	}

	@Test
	void costOfStreamsIsAskedFor() {
		this.contextRunner.run((context) -> {
			JsonNode body = streamed(context, STANDARD);
			assertThat(body.path("include_cost").asBoolean()).isTrue();
			assertThat(body.path("stream_options").path("include_usage").asBoolean()).isTrue();
		});
	}

	@Test
	void costOfStreamsIsNotAskedForAgainstTheWillOfTheRequest() {
		this.contextRunner.run((context) -> {
			JsonNode body = streamed(context, STANDARD.mutate().includeCost(false).build());
			assertThat(body.path("include_cost").asBoolean()).isFalse();
			assertThat(body.has("stream_options")).isFalse();
		});
	}

	@Test
	void costOfStreamsIsNotAskedForAgainstTheWillOfACustomizer() {
		this.contextRunner
			.withBean(FlexInferenceClientCustomizer.class,
					() -> (builder) -> builder.defaults(FlexRequest.of((request) -> request.includeCost(false))))
			.run((context) -> assertThat(streamed(context, STANDARD).path("include_cost").asBoolean()).isFalse());
	}

	@Test
	void costOfStreamsCanBeLeft() {
		this.contextRunner.withPropertyValues("flexinference.metrics.include-cost=false")
			.run((context) -> assertThat(streamed(context, STANDARD).has("include_cost")).isFalse());
	}

	@Test
	void withoutMicrometerCoreNothingIsMeasuredOrAskedFor() {
		this.unmeasured.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.withClassLoader(
					new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer.metrics"))
			.run((context) -> {
				assertThat(streamed(context, STANDARD).has("include_cost")).isFalse();
				assertThat(context).hasSingleBean(FlexInferenceObservationAutoConfiguration.class)
					.doesNotHaveBean(FlexInferenceMetricsAutoConfiguration.class);
			});
	}

	@Test
	void withoutActuatorAndMicrometerOfBootTheClientWorks() {
		this.unmeasured
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer",
					"org.springframework.boot.actuate"))
			.run((context) -> {
				assertThat(streamed(context, STANDARD).has("include_cost")).isFalse();
				assertThat(context).doesNotHaveBean(FlexInferenceObservationAutoConfiguration.class)
					.doesNotHaveBean(FlexInferenceMetricsAutoConfiguration.class);
			});
	}

	@Test
	void withoutMeterRegistryNothingIsMeasured() {
		this.unmeasured.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(FlexInferenceMetricsAutoConfiguration.class));
	}

	private static JsonNode streamed(AssertableApplicationContext context, FlexRequest request) {
		try (FlexStream stream = client(context).chatCompletions().stream(request)) {
			assertThat(stream.text()).isNotEmpty();
		}
		return context.getBean(LocalRouter.class).takeRequest().json();
	}

	private static FlexInferenceClient client(AssertableApplicationContext context) {
		return context.getBean(FlexInferenceClient.class);
	}

	private static MeterRegistry registry(AssertableApplicationContext context) {
		return context.getBean(MeterRegistry.class);
	}

	private static RequiredSearch meter(AssertableApplicationContext context, String name) {
		return registry(context).get(name);
	}

	private static double tokens(AssertableApplicationContext context, String type, Tags tags) {
		return meter(context, "flexinference.client.tokens").tags(tags.and("flexinference.token.type", type))
			.counter()
			.count();
	}

	private static double openStreams(AssertableApplicationContext context, CallerFormat format) {
		return meter(context, "flexinference.client.streams.open")
			.tag("flexinference.caller.format", format.name().toLowerCase())
			.gauge()
			.value();
	}

	private static Tags tags(CallerFormat format, String requested, String served) {
		return Tags.of("flexinference.caller.format", format.name().toLowerCase(), "flexinference.requested.tier",
				requested, "flexinference.served.tier", served);
	}

}
