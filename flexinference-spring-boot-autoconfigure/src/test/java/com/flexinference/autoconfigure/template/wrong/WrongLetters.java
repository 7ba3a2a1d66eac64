package com.flexinference.autoconfigure.template.wrong;

import com.flexinference.template.FlexInference;
import com.flexinference.template.declared.DeclaredClient;
import com.flexinference.template.declared.Prompt;

/**
 * A declared client with a mistake.
 */
@DeclaredClient
interface WrongLetters {

	@Prompt("Answer this: {letter}")
	@FlexInference(startWithin = "${letters.window:30s}", format = "${letters.format:responses}")
	String answer(String letter);

}
