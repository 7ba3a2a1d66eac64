package com.flexinference.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.test.autoconfigure.RestClientTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.match.MockRestRequestMatchers;
import org.springframework.test.web.client.response.MockRestResponseCreators;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexStream;
import com.flexinference.client.PaymentRequiredException;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalRouter;
import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the auto-configurations in {@link RestClientTest @RestClientTest}.
 */
@RestClientTest(properties = "flexinference.api-key=flex_live_test")
@Import(RestClientTestTests.Haikus.class)
class RestClientTestTests {

	private static final String URL = "https://api.flexinference.com/v1/responses";

	private static final String ANSWER = """
			{"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5.5", "service_tier": "flex",
			 "output": [{"type": "message", "role": "assistant", "status": "completed",
			             "content": [{"type": "output_text", "text": "Hello"}]}]}""";

	private static final String STREAM = """
			data: {"type": "response.output_text.delta", "delta": "Hel"}

			data: {"type": "response.output_text.delta", "delta": "lo"}

			data: {"type": "response.completed", "response": {"id": "resp_1", "status": "completed", "output": []}}

			""";

	@Autowired
	private MockRestServiceServer server;

	@Autowired
	private FlexInferenceClient client;

	@Autowired
	private Haikus haikus;

	@Test
	void mockServerAnswersClient() {
		this.server.expect(MockRestRequestMatchers.requestTo(URL))
			.andExpect(MockRestRequestMatchers.header("Authorization", "Bearer flex_live_test"))
			.andExpect(MockRestRequestMatchers.jsonPath("$.start_within").value("default"))
			.andRespond(MockRestResponseCreators.withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		assertThat(
				this.client.responses().create((r) -> r.model("gpt-5.5").user("Hi").startWithin(StartWithin.DEFAULT)))
			.satisfies((response) -> assertThat(response.text()).isEqualTo("Hello"));
		this.server.verify();
	}

	@Test
	void mockServerAnswersAnnotatedComponent() {
		this.server.expect(MockRestRequestMatchers.requestTo(URL))
			.andExpect(MockRestRequestMatchers.jsonPath("$.start_within").value("00h-00m-30s"))
			.andRespond(MockRestResponseCreators.withSuccess(ANSWER, MediaType.APPLICATION_JSON));
		assertThat(this.haikus.write("GPUs")).isEqualTo("Hello");
	}

	@Test
	void mockServerStreams() {
		this.server.expect(MockRestRequestMatchers.requestTo(URL))
			.andRespond(MockRestResponseCreators.withSuccess(STREAM, MediaType.TEXT_EVENT_STREAM));
		try (FlexStream stream = this.client.responses()
			.stream((r) -> r.model("gpt-5.5").user("Hi").startWithin(StartWithin.DEFAULT))) {
			assertThat(stream.text()).containsExactly("Hel", "lo");
		}
	}

	@Test
	void mockServerRefuses() {
		this.server.expect(MockRestRequestMatchers.requestTo(URL))
			.andRespond(MockRestResponseCreators.withStatus(HttpStatus.PAYMENT_REQUIRED));
		assertThatExceptionOfType(PaymentRequiredException.class).isThrownBy(() -> this.haikus.write("GPUs"));
	}

	@Test
	void localRouterDoesNotStart(@Autowired ApplicationContext context) {
		assertThat(context.getBeanNamesForType(LocalRouter.class)).isEmpty();
	}

	static class Haikus {

		private final FlexInferenceTemplate flex;

		Haikus(FlexInferenceTemplate flex) {
			this.flex = flex;
		}

		@FlexInference(model = "gpt-5.5", startWithin = "30s")
		String write(String topic) {
			return this.flex.responses("Write a haiku about " + topic).text();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
