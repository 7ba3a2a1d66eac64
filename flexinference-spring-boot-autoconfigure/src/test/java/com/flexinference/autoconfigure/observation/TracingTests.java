package com.flexinference.autoconfigure.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import com.flexinference.autoconfigure.FlexInferenceAutoConfiguration;
import com.flexinference.autoconfigure.router.LocalRouterAutoConfiguration;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the traces of calls over HTTP, with both bridges of Micrometer Tracing.
 */
@ParameterizedClass
@EnumSource
class TracingTests {

	private static final FlexRequest REQUEST = FlexRequest
		.of((request) -> request.user("Count.").startWithin(Duration.ofSeconds(30)).includeCost(true));

	@Parameter
	Bridge bridge;

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(Application.class, this.bridge.configuration)
			.web(WebApplicationType.NONE)
			.run("--flexinference.model=gpt-5-nano", "--flexinference.local-router.capacity=1",
					"--management.tracing.sampling.probability=1", "--management.tracing.baggage.remote-fields=team",
					"--management.tracing.baggage.correlation.fields=team");
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void serviceSeesTheExchangeAsChildOfTheCall() {
		FlexResponse response = client().responses().create(REQUEST);
		Map<String, FinishedSpan> spans = spans();
		FinishedSpan call = spans.get("chat gpt-5-nano");
		FinishedSpan exchange = spans.get("http post");
		assertThat(spans).hasSize(2);
		assertThat(call.getKind()).isEqualTo(Span.Kind.CLIENT);
		assertThat(call.getRemoteServiceName()).isEqualTo("flexinference");
		assertThat(call.getTags()).containsEntry("flexinference.served.tier", "flex")
			.containsEntry("gen_ai.provider.name", "openai")
			.containsEntry("gen_ai.response.id", response.answer().id());
		assertThat(exchange.getParentId()).isEqualTo(call.getSpanId());
		assertThat(request().headers().get("traceparent")).singleElement()
			.asString()
			.startsWith("00-" + call.getTraceId() + "-" + exchange.getSpanId() + "-0");
	}

	@Test
	void spanOfAStreamEndsWithTheStream() {
		try (FlexStream stream = client().chatCompletions().stream(REQUEST)) {
			assertThat(spans()).containsOnlyKeys("http post");
			assertThat(stream.text()).isNotEmpty();
			assertThat(spans().get("chat gpt-5-nano").getTags()).containsEntry("flexinference.outcome", "success")
				.containsKeys("flexinference.cost.usd", "gen_ai.usage.output_tokens", "flexinference.stream.events");
		}
	}

	@Test
	void readerOfAStreamKeepsItsTraceBaggageAndLoggingContext() {
		Tracer tracer = this.context.getBean(Tracer.class);
		Observation.createNotStarted("task", this.context.getBean(ObservationRegistry.class)).observe(() -> {
			String trace = tracer.currentSpan().context().traceId();
			String task = tracer.currentSpan().context().spanId();
			try (BaggageInScope baggage = tracer.createBaggageInScope("team", "search");
					FlexStream stream = client().responses().stream(REQUEST)) {
				stream.text().forEach((text) -> {
					assertThat(tracer.currentSpan().context().spanId()).isEqualTo(task);
					assertThat(tracer.getBaggage("team").get()).isEqualTo(baggage.get()).isEqualTo("search");
					assertThat(MDC.getCopyOfContextMap()).containsEntry("traceId", trace)
						.containsEntry("spanId", task)
						.containsEntry("team", "search");
				});
			}
			assertThat(request().headers().get("traceparent")).singleElement().asString().startsWith("00-" + trace);
			assertThat(request().header("baggage")).contains("team=search");
		});
		assertThat(spans().get("chat gpt-5-nano").getParentId()).isEqualTo(spans().get("task").getSpanId());
	}

	private FlexInferenceClient client() {
		return this.context.getBean(FlexInferenceClient.class);
	}

	private RecordedRequest request() {
		return this.context.getBean(LocalRouter.class).requests().get(0);
	}

	private Map<String, FinishedSpan> spans() {
		this.context.getBeanProvider(SdkTracerProvider.class)
			.ifAvailable((provider) -> provider.forceFlush().join(5, TimeUnit.SECONDS));
		return this.context.getBean(Spans.class).finished;
	}

	enum Bridge {

		BRAVE(BraveConfiguration.class),

		OPEN_TELEMETRY(OpenTelemetryConfiguration.class);

		private final Class<?> configuration;

		Bridge(Class<?> configuration) {
			this.configuration = configuration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Spans.class)
	@ImportAutoConfiguration({ FlexInferenceAutoConfiguration.class, LocalRouterAutoConfiguration.class,
			FlexInferenceObservationAutoConfiguration.class, ObservationAutoConfiguration.class,
			MicrometerTracingAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(BraveAutoConfiguration.class)
	static class BraveConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class })
	static class OpenTelemetryConfiguration {

	}

	/**
	 * Keeps the spans that have ended, by their names.
	 */
	static class Spans implements SpanReporter {

		private final Map<String, FinishedSpan> finished = new ConcurrentHashMap<>();

		@Override
		public void report(FinishedSpan span) {
			this.finished.put(span.getName(), span);
		}

		@Override
		public void close() {
		}

	}

}
