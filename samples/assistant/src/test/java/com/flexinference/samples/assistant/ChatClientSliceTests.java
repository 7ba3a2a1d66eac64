package com.flexinference.samples.assistant;

import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Autowired;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.FlexInferenceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the slice for FlexInference has a chat client, which runs tools.
 */
@FlexInferenceTest(SupportTools.class)
class ChatClientSliceTests {

	@Autowired
	private ChatClient.Builder chat;

	@Autowired
	private SupportTools tools;

	@Autowired
	private LocalRouter router;

	@Test
	void toolIsCalled() {
		this.router.enqueue(LocalAnswer.toolCall("trackParcel", "{\"order\":1001}"), LocalAnswer.text("On its way."));
		assertThat(this.chat.build().prompt("Where is it?").tools(this.tools).call().content())
			.isEqualTo("On its way.");
		assertThat(this.router.requests()).hasSize(2)
			.last()
			.satisfies((request) -> assertThat(request.json().toString()).contains("out for delivery"));
	}

}
