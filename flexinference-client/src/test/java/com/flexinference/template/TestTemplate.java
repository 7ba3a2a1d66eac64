package com.flexinference.template;

import java.time.Duration;
import java.util.function.Consumer;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalRouter;
import com.flexinference.router.RecordedRequest;

/**
 * A template whose client talks to a local router over HTTP.
 */
final class TestTemplate implements AutoCloseable {

	private final LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).build().start();

	private final FlexInferenceClient client = FlexInferenceClient.builder()
		.apiKey("flex_live_test")
		.baseUrl(this.router.baseUrl().toString())
		.defaults(FlexRequest.of((r) -> r.model("gpt-5-nano").maxTokens(100).startWithin(StartWithin.DEFAULT)))
		.build();

	private final TestClock clock = new TestClock();

	FlexInferenceTemplate create() {
		return create((builder) -> {
		});
	}

	FlexInferenceTemplate create(Consumer<FlexInferenceTemplate.Builder> customizer) {
		FlexInferenceTemplate.Builder builder = FlexInferenceTemplate.builder(this.client).clock(this.clock);
		customizer.accept(builder);
		return builder.build();
	}

	LocalRouter router() {
		return this.router;
	}

	TestClock clock() {
		return this.clock;
	}

	Deadline deadline(Duration budget) {
		return Deadline.in("the test", budget, this.clock);
	}

	RecordedRequest sent() {
		return this.router.takeRequest();
	}

	int count() {
		return this.router.requests().size();
	}

	@Override
	public void close() {
		this.client.close();
		this.router.close();
	}

}
