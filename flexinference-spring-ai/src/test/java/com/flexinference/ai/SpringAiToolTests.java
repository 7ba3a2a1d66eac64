package com.flexinference.ai;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.test.chat.client.advisor.AbstractToolCallingAdvisorIT;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;

/**
 * Runs Spring AI's own tests of tools, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class SpringAiToolTests extends AbstractToolCallingAdvisorIT {

	@AutoClose
	private final TestModel test = new TestModel();

	@Parameter
	CallerFormat format;

	@BeforeEach
	void answer() {
		this.test.on(SpringAiToolTests::weather);
	}

	@Override
	protected ChatModel getChatModel() {
		return this.test.create(this.format);
	}

	static LocalAnswer weather(RecordedRequest request) {
		String body = request.json().toString();
		if (body.contains("feels_like")) {
			return LocalAnswer.text("30, 10 and 15 degrees.");
		}
		LocalAnswer answer = null;
		for (String city : List.of("San Francisco", "Tokyo", "Paris")) {
			if (body.contains(city)) {
				String arguments = "{\"location\":\"" + city + "\",\"lat\":0,\"lon\":0,\"unit\":\"C\"}";
				answer = (answer != null) ? answer.andToolCall("getCurrentWeather", arguments)
						: LocalAnswer.toolCall("getCurrentWeather", arguments);
			}
		}
		return answer;
	}

}
