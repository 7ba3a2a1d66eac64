package com.flexinference.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.internal.json.RawJson;
import com.flexinference.client.message.Cost;
import com.flexinference.client.message.Routing;
import com.flexinference.client.message.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FlexResponse} over HTTP.
 */
@Timeout(20)
class FlexResponseTests {

	private static final String EMPTY = "{\"output\":[]}";

	@Test
	void tellsWhatTheBodySays() {
		byte[] body = Fixtures.body(CallerFormat.RESPONSES, "text");
		FlexResponse response = response(body);
		assertThat(response.text()).startsWith("One, two");
		assertThat(response.usage()).isEqualTo(new TokenUsage(9, 5, 0, 0, 0));
		assertThat(response.cost()).isEqualTo(new Cost(2, "USD"));
		assertThat(response.routing().reason()).isEqualTo("flex_won");
		assertThat(response.servedTier()).isEqualTo("flex");
		assertThat(response.bytes()).isEqualTo(body);
		assertThat(response.json().path("id").asString()).isEqualTo("resp_text");
		assertThat(response.format()).isEqualTo(CallerFormat.RESPONSES);
		assertThat(response.status().value()).isEqualTo(200);
	}

	@Test
	void unknownMembersStayReadable() {
		FlexResponse response = response("{\"id\":\"r\",\"x_new\":{\"n\":1.10}}");
		assertThat(response.json().at("/x_new/n")).hasToString("1.10");
		assertThat(response.body()).isEqualTo("{\"id\":\"r\",\"x_new\":{\"n\":1.10}}");
	}

	@Test
	void bindsTheBody() {
		assertThat(response("{\"id\":\"r\",\"x\":1}").bodyAs(Id.class)).isEqualTo(new Id("r"));
	}

	@Test
	void bodyThatDoesNotFitCannotBeBound() {
		assertThatExceptionOfType(FlexInferenceResponseException.class)
			.isThrownBy(() -> response("{\"id\":{\"x\":1}}").bodyAs(Id.class))
			.withMessageStartingWith("HTTP 200: The body cannot be read: ");
	}

	@Test
	void bytesAreACopy() {
		FlexResponse response = response(EMPTY);
		response.bytes()[0] = 'x';
		assertThat(response.body()).isEqualTo(EMPTY);
	}

	@Test
	void readsCostAndRoutingFromHeadersIfTheBodyHasNone() {
		FlexResponse response = response(EMPTY, "x-flexinference-cost: 683", "x-flexinference-served-provider: openai",
				"x-flexinference-routing-reason: flex_won", "x-flexinference-pricing: byok");
		assertThat(response.cost()).isEqualTo(new Cost(683, "USD"));
		assertThat(response.routing()).isEqualTo(new Routing("openai", null, null, "flex_won", 0, "byok"));
	}

	@Test
	void costOfTheBodyWinsOverTheHeader() {
		assertThat(response(Fixtures.body(CallerFormat.RESPONSES, "text"), "x-flexinference-cost: 9").cost().microUsd())
			.isEqualTo(2);
	}

	@Test
	void absentHeadersAreUnknown() {
		FlexResponse response = response(EMPTY);
		assertThat(response.cost()).isNull();
		assertThat(response.routing()).isNull();
		assertThat(response.retries()).isNull();
		assertThat(response.spendRemaining()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "3, 3", "0, 0", "x, ", "-, " })
	void retries(String header, Integer retries) {
		assertThat(response(EMPTY, "x-flexinference-retries: " + header).retries()).isEqualTo(retries);
	}

	@Test
	void spendRemainingUnlimited() {
		SpendRemaining remaining = response(EMPTY, "x-flexinference-spend-remaining: unlimited").spendRemaining();
		assertThat(remaining.unlimited()).isTrue();
		assertThat(remaining.usd()).isNull();
	}

	@Test
	void spendRemainingBelowZero() {
		SpendRemaining remaining = response(EMPTY, "x-flexinference-spend-remaining: -1500000",
				"x-flexinference-spend-as-of: 1790000000123")
			.spendRemaining();
		assertThat(remaining).isEqualTo(new SpendRemaining(-1500000L, Instant.ofEpochMilli(1790000000123L)));
		assertThat(remaining.usd()).hasToString("-1.500000");
		assertThat(remaining.unlimited()).isFalse();
	}

	@Test
	void spendRemainingOfAForeignShapeIsUnknown() {
		assertThat(response(EMPTY, "x-flexinference-spend-remaining: lots").spendRemaining()).isNull();
	}

	@Test
	void headersCannotBeChanged() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> response(EMPTY).headers().add("X", "y"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>502</html>", "", " ", "{\"output\":", "{} {}", "plain" })
	void bodyThatIsNotJsonIsNoEmptyAnswer(String body) {
		assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(() -> response(body))
			.withMessageStartingWith("HTTP 200: The body cannot be read: ")
			.returns(body, FlexInferenceResponseException::body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"output\":1}", "{\"output\":{}}", "{\"output\":\"a\"}" })
	void bodyOfAForeignShapeIsNoEmptyAnswer(String body) {
		assertThatExceptionOfType(FlexInferenceResponseException.class).isThrownBy(() -> response(body))
			.withMessage("HTTP 200: The body cannot be read: 'output' is not a list");
	}

	@Test
	void textHelpersByName() {
		assertThat(FlexResponse.outputText(json("{'choices':[{'message':{'content':'a'}}]}"))).isEqualTo("a");
		assertThat(FlexResponse.messageText(json("{'content':[{'type':'text','text':'a'}]}"))).isEqualTo("a");
		assertThat(FlexResponse
			.interactionText(json("{'steps':[{'type':'model_output','content':[{'type':'text','text':'a'}]}]}")))
			.isEqualTo("a");
	}

	@Test
	void toStringHasNoContent() {
		assertThat(response(EMPTY)).hasToString("FlexResponse[format=RESPONSES, status=200, bytes=13]");
	}

	private static JsonNode json(String text) {
		return RawJson.ofJson(text.replace('\'', '"')).tree();
	}

	private static FlexResponse response(String body, String... headers) {
		return response(body.getBytes(StandardCharsets.UTF_8), headers);
	}

	private static FlexResponse response(byte[] body, String... headers) {
		try (TestServer server = TestServer.answering(200, "application/json", body, headers);
				FlexInferenceClient client = server.client()) {
			return client.responses().create((r) -> r.user("q"));
		}
	}

	record Id(String id) {

	}

}
