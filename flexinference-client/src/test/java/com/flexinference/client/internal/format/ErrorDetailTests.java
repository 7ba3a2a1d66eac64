package com.flexinference.client.internal.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorDetail}.
 */
class ErrorDetailTests {

	private static final String BLOCK = "'flexinference':{'code':'b','class':'quota','origin':'provider','status':429,"
			+ "'provider':'gemini','provider_code':'pc','retryable':true,'doc_url':'bd'}";

	@Test
	void openAiEnvelope() {
		assertThat(read("{'error':{'message':'m','type':'t','code':'c','param':'p','doc_url':'d'," + BLOCK + "}}"))
			.isEqualTo(new ErrorDetail("m", "t", "c", "p", "d", "quota", "provider", "gemini", "pc", true, 429));
	}

	@Test
	void openAiEnvelopeWithoutBlock() {
		assertThat(read("{'error':{'message':'m','type':'t','code':'c','param':null,'doc_url':'d'}}"))
			.isEqualTo(new ErrorDetail("m", "t", "c", null, "d", null, null, null, null, null, null));
	}

	@Test
	void anthropicEnvelope() {
		assertThat(read("{'type':'error','error':{'type':'t','message':'m'," + BLOCK + "}}"))
			.isEqualTo(new ErrorDetail("m", "t", "b", null, "bd", "quota", "provider", "gemini", "pc", true, 429));
	}

	@Test
	void googleEnvelopeHasANumberForCodeAndAWordForStatus() {
		assertThat(read("{'error':{'code':401,'message':'m','status':'UNAUTHENTICATED'," + BLOCK + "}}"))
			.returns("b", ErrorDetail::code)
			.returns("UNAUTHENTICATED", ErrorDetail::type)
			.returns(429, ErrorDetail::status);
	}

	@Test
	void googleEnvelopeWithoutBlockHasNoCode() {
		assertThat(read("{'error':{'code':401,'message':'m','status':'UNAUTHENTICATED'}}").code()).isNull();
	}

	@Test
	void envelopeInAnArray() {
		assertThat(read("[{'error':{'message':'m'}}]").message()).isEqualTo("m");
	}

	@Test
	void errorOfText() {
		assertThat(read("{'error':'m'}")).isEqualTo(ErrorDetail.message("m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "1", "'a'", "[]", "{}", "{'error':null}", "{'error':[1]}",
			"{'error':{'message':{},'flexinference':{'status':4.5,'retryable':'yes'}}}",
			"{'error':{'flexinference':{'status':99999999999}}}" })
	void foreignShapesSayNothing(String body) {
		assertThat(read(body)).isEqualTo(ErrorDetail.message(null));
	}

	private static ErrorDetail read(String body) {
		return ErrorDetail.ofBody(Fixtures.json(body));
	}

}
