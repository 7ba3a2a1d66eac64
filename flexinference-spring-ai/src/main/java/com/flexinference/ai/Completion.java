package com.flexinference.ai;

import com.flexinference.client.FlexReply;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.message.Answer;

/**
 * What is known at the end of an answer.
 *
 * @param answer the answer
 * @param text its text that was not emitted before
 * @param reply what its headers say
 */
record Completion(Answer answer, String text, FlexReply reply) {

	static Completion of(FlexResponse response) {
		return new Completion(response.answer(), response.text(), response);
	}

	static Completion of(FlexStream stream, int emitted) {
		String text = stream.answer().text();
		return new Completion(stream.answer(), text.substring(Math.min(emitted, text.length())), stream);
	}

}
