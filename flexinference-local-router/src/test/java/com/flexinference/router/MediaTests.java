package com.flexinference.router;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for images and documents in messages.
 */
class MediaTests {

	private static final String PNG = "aGVsbG8gd29ybGQ=";

	@AutoClose
	private final LocalRouter router = LocalRouter.builder().build().start();

	private final RouterClient client = new RouterClient(this.router);

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			value = { "/responses | {'type':'input_image','image_url':'data:image/png;base64,DATA'}",
					"/chat/completions | {'type':'image_url','image_url':{'url':'data:image/png;base64,DATA'}}",
					"/interactions | {'type':'image','mime_type':'image/png','data':'DATA'}",
					"/messages | {'type':'image','source':{'type':'base64','media_type':'image/png','data':'DATA'}}" })
	void imageIsNamedByTypeAndSize(String path, String part) {
		assertThat(ask(path, part)).contains("image (image/png, 11 bytes)", "What is this?");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|', value = {
			"/responses | {'type':'input_file','filename':'a.pdf','file_data':'data:application/pdf;base64,DATA'}",
			"/chat/completions | {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,DATA'}}",
			"/interactions | {'type':'document','filename':'a.pdf','mime_type':'application/pdf','data':'DATA'}",
			"/messages | {'type':'document','filename':'a.pdf','source':{'type':'base64','media_type':'application/pdf','data':'DATA'}}" })
	void documentIsNamedByTypeAndSize(String path, String part) {
		assertThat(ask(path, part)).contains("document").contains("(application/pdf, 11 bytes)");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			value = { "/responses | {'type':'input_image','image_url':'https://example.com/a.png'}",
					"/chat/completions | {'type':'image_url','image_url':{'url':'https://example.com/a.png'}}",
					"/interactions | {'type':'image','uri':'https://example.com/a.png'}",
					"/messages | {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}" })
	void uriIsNamed(String path, String part) {
		assertThat(ask(path, part)).contains("image (https://example.com/a.png)");
	}

	@Test
	void textDocumentIsCounted() {
		assertThat(ask("/messages",
				"{'type':'document','source':{'type':'text','media_type':'text/plain','data':'Four'}}"))
			.contains("document (text/plain, 4 bytes)");
	}

	@Test
	void imageWithoutTextIsAnswered() {
		JsonNode answer = this.client.create("/messages",
				body("/messages", "{'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}", "''"));
		assertThat(answer.at("/content/0/text").asString())
			.isEqualTo("Simulated answer to image (https://example.com/a.png); set an API key to ask a real model.");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '|',
			value = { "/responses | {'type':'input_image','image_url':'data:image/png;base64,***'} | Base64",
					"/responses | {'type':'input_image'} | Base64", "/responses | {'type':'image'} | input_image",
					"/chat/completions | {'type':'input_image','image_url':'x'} | image_url",
					"/chat/completions | {'type':'image_url','image_url':{'url':''}} | Base64",
					"/interactions | {'type':'image','mime_type':'image/png','data':'***'} | Base64",
					"/interactions | {'type':'image_url','image_url':{'url':'x'}} | document",
					"/messages | {'type':'input_text','text':'x'} | tool_result",
					"/messages | {'type':'image','source':{'type':'base64','data':'***'}} | Base64" })
	void partThatTheFormatDoesNotKnowIsRejected(String path, String part, String expected) {
		JsonNode error = this.client.create(path, body(path, part, "'Hi'")).path("error");
		assertThat(error.path("message").asString()).contains(expected);
		assertThat(error.at("/flexinference/origin").asString()).isEqualTo("provider");
		assertThat(error.at("/flexinference/status").asInt()).isEqualTo(400);
	}

	private String ask(String path, String part) {
		return this.client.create(path, body(path, part.replace("DATA", PNG), "'What is this?'")).toString();
	}

	private String body(String path, String part, String text) {
		String content = "/responses".equals(path) ? "[{'type':'input_text','text':" + text + "}," + part + "]"
				: "[{'type':'text','text':" + text + "}," + part + "]";
		String messages = "[{'role':'user','content':" + content + "}]";
		return "{'model':'gpt-5','start_within':'default','messages':" + messages + ",'input':"
				+ ("/interactions".equals(path) ? content : messages) + "}";
	}

}
