package com.flexinference.ai;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.model.ChatResponse;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.router.Dispatcher;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chat model whose client talks to a local router over HTTP.
 */
final class TestModel implements AutoCloseable {

	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final ObservationRegistry observations;

	private final FlexInferenceClient client;

	TestModel() {
		this(ObservationRegistry.NOOP);
	}

	TestModel(ObservationRegistry observations) {
		this.observations = observations;
		this.client = FlexInferenceClient.builder()
			.apiKey("flex_live_test")
			.baseUrl(this.router.baseUrl().toString())
			.observationRegistry(observations)
			.defaults(FlexRequest.of((r) -> r.maxTokens(1000).startWithin(StartWithin.DEFAULT)))
			.build();
	}

	FlexInferenceChatModel create(CallerFormat format) {
		return create((options) -> options.format(format));
	}

	FlexInferenceChatModel create(Consumer<FlexInferenceChatOptions.Builder> customizer) {
		return create(customizer, FlexInferenceScope.NONE);
	}

	FlexInferenceChatModel create(Consumer<FlexInferenceChatOptions.Builder> customizer, FlexInferenceScope defaults) {
		FlexInferenceChatOptions.Builder options = FlexInferenceChatOptions.builder().model("gpt-5.5");
		customizer.accept(options);
		return FlexInferenceChatModel.builder(FlexInferenceTemplate.create(this.client))
			.options(options.build())
			.defaults(defaults)
			.observationRegistry(this.observations)
			.build();
	}

	void answer(LocalAnswer... answers) {
		this.router.enqueue(answers);
	}

	RecordedRequest sent() {
		return this.router.takeRequest();
	}

	RecordedRequest last() {
		List<RecordedRequest> requests = this.router.requests();
		return requests.get(requests.size() - 1);
	}

	void on(Dispatcher dispatcher) {
		this.router.on(dispatcher);
	}

	int count() {
		return this.router.requests().size();
	}

	@Override
	public void close() {
		this.client.close();
		this.router.close();
	}

	static void assertTold(ChatResponse response) {
		assertThat(response.getResult().getMetadata().<Cost>get(FlexInferenceMetadata.COST).microUsd()).isEqualTo(42);
		assertThat(response.getResult().getMetadata().<Cost>get(FlexInferenceMetadata.SAVINGS).microUsd())
			.isEqualTo(42);
		assertThat(response.getMetadata().<Routing>get(FlexInferenceMetadata.ROUTING).tier()).isEqualTo("flex");
		assertThat(response.getMetadata().<String>get(FlexInferenceMetadata.SERVED_TIER)).isEqualTo("flex");
	}

}
