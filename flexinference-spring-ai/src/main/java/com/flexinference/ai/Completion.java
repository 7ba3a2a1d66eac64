package com.flexinference.ai;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.SpendRemaining;
import com.flexinference.client.message.Answer;

/**
 * What is known at the end of an answer.
 *
 * @param answer the answer
 * @param text its text that was not emitted before
 * @param startWithinReason why the request could wait as long as it said, or {@code null}
 * @param spendRemaining what can still be spent, or {@code null} if not reported
 * @param headers the response headers
 */
record Completion(Answer answer, String text, @Nullable String startWithinReason,
		@Nullable SpendRemaining spendRemaining, HttpHeaders headers) {

	static Completion of(FlexResponse response) {
		return new Completion(response.answer(), response.text(), response.startWithinReason(),
				response.spendRemaining(), response.headers());
	}

	static Completion of(FlexStream stream, int emitted) {
		String text = stream.answer().text();
		return new Completion(stream.answer(), text.substring(Math.min(emitted, text.length())),
				stream.startWithinReason(), stream.spendRemaining(), stream.headers());
	}

}
