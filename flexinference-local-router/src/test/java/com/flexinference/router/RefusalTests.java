package com.flexinference.router;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.account.LimitsReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the requests the router refuses.
 */
class RefusalTests {

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					missing_model                  | model          | {'input':'Hi','start_within':'default'}
					missing_model                  | model          | {'model':'','input':'Hi','start_within':'default'}
					missing_model                  | model          | {'model':5,'input':'Hi','start_within':'default'}
					missing_start_within           | start_within   | {'model':'gpt-5','input':'Hi'}
					missing_start_within           | start_within   | {'model':'gpt-5','input':'Hi','start_within':null}
					invalid_start_within           | start_within   | {'model':'gpt-5','input':'Hi','start_within':'standard'}
					invalid_start_within           | start_within   | {'model':'gpt-5','input':'Hi','start_within':'00h-00m-04s'}
					invalid_start_within           | start_within   | {'model':'gpt-5','input':'Hi','start_within':30}
					service_tier_not_allowed       | service_tier   | {'model':'gpt-5','input':'Hi','start_within':'default','service_tier':'flex'}
					invalid_retry                  | retry          | {'model':'gpt-5','input':'Hi','start_within':'default','retry':{'count':6}}
					invalid_retry                  | retry          | {'model':'gpt-5','input':'Hi','start_within':'default','retry':{'count':1,'max':2}}
					invalid_retry                  | retry          | {'model':'gpt-5','input':'Hi','start_within':'default','retry':{'count':1,'backoff':null}}
					invalid_retry                  | retry          | {'model':'gpt-5','input':'Hi','start_within':'default','retry':3}
					invalid_include_cost           | include_cost   | {'model':'gpt-5','input':'Hi','start_within':'default','include_cost':'yes'}
					invalid_provider_chain         | provider       | {'model':'gpt-5','input':'Hi','start_within':'default','provider':'openai'}
					invalid_provider_chain         | provider       | {'model':'gpt-5','input':'Hi','start_within':'default','provider':[]}
					invalid_provider_chain         | provider       | {'model':'gpt-5','input':'Hi','start_within':'default','provider':['azure']}
					invalid_provider_chain         | provider       | {'model':'gpt-5','input':'Hi','start_within':'default','provider':['openai','openai']}
					provider_model_mismatch        | provider       | {'model':'gpt-5','input':'Hi','start_within':'default','provider':['openai','bedrock']}
					flex_model_not_capable         | start_within   | {'model':'gpt-4.1','input':'Hi','start_within':'00h-00m-30s'}
					flex_model_not_capable         | start_within   | {'model':'gpt-9','input':'Hi','start_within':'00h-00m-30s'}
					flex_unsupported_for_anthropic | start_within   | {'model':'claude-opus-4-8','input':'Hi','start_within':'00h-00m-30s'}
					flex_unsupported_on_cloud      | start_within   | {'model':'gpt-5','input':'Hi','start_within':'00h-00m-30s','provider':['foundry','openai']}
					auto_unsupported_for_gemini    | start_within   | {'model':'gemini-2.5-pro','input':'Hi','start_within':'auto'}
					missing_input                  | input          | {'model':'gpt-5','start_within':'default'}
					""")
	void badRequestIsRefused(String code, String param, String body) {
		HttpResponse<String> response = this.client.post("/responses", body);
		JsonNode error = Json.read(response.body()).path("error");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(error.path("code").asString()).isEqualTo(code);
		assertThat(error.path("param").asString()).isEqualTo(param);
		assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
	}

	@Test
	void schemaThatAsksForTooMuchIsRefused() {
		HttpResponse<String> response = this.client.post("/responses", "{'model':'gpt-5','input':'Hi',"
				+ "'start_within':'default','text':{'format':{'type':'json_schema','schema':{'type':'string','minLength':2000000000}}}}");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"code\":\"schema_too_large\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat/completions", "/messages" })
	void missingMessagesAreRefused(String path) {
		JsonNode error = this.client.create(path, "{'model':'gpt-5','start_within':'default','messages':'Hi'}");
		assertThat(error.at("/error/flexinference/code").asString()).isEqualTo("missing_messages");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{} {}" })
	void bodyThatIsNoJsonObjectIsRefused(String body) {
		HttpResponse<String> response = this.client.post("/responses", body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"code\":\"invalid_json\"");
	}

	@Test
	void bodyOverLimitIsRefused() {
		HttpResponse<String> response = this.client.post("/messages", " ".repeat(5_000_000));
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(response.body()).contains("\"type\":\"request_too_large\"", "\"code\":\"request_too_large\"");
	}

	@Test
	void bodyOfUndeclaredLengthOverLimitIsRefused() {
		byte[] body = new byte[LimitsReport.BODY_BYTES + 1];
		HttpResponse<String> response = this.client.send(
				this.client.request("/responses").POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))),
				BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(413);
	}

	@Test
	void bodyAtLimitIsAccepted() {
		String body = "{'model':'gpt-5','start_within':'default','input':'Hi'}";
		String padded = body + " ".repeat(LimitsReport.BODY_BYTES - body.length());
		assertThat(this.client.post("/responses", padded).statusCode()).isEqualTo(200);
	}

	@Test
	void unknownPathIsRefused() {
		HttpResponse<String> response = this.client.post("/embeddings", "{}");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("\"code\":\"not_found\"");
	}

	@Test
	void wrongMethodIsRefused() {
		HttpResponse<String> response = this.client.get("/responses");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
		assertThat(response.body()).contains("\"code\":\"method_not_allowed\"");
	}

	@Test
	void wrongMethodOnModelsIsRefused() {
		assertThat(this.client.post("/models", "{}").statusCode()).isEqualTo(405);
	}

}
