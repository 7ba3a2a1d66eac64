package com.flexinference.ai;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.test.chat.client.advisor.AbstractToolCallingAdvisorAutoRegistrationIT;

import com.flexinference.client.format.CallerFormat;

/**
 * Runs Spring AI's own tests of the loop of tools, in all four formats.
 */
@ParameterizedClass
@EnumSource
@Timeout(30)
class SpringAiToolLoopTests extends AbstractToolCallingAdvisorAutoRegistrationIT {

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

}
