package com.flexinference.autoconfigure.template.clients;

import com.flexinference.template.FlexInference;
import com.flexinference.template.declared.DeclaredClient;
import com.flexinference.template.declared.Prompt;

/**
 * A declared client that is found.
 */
@DeclaredClient
@FlexInference(startWithin = "30s")
public interface Letters {

	@Prompt("Answer in ${letters.language:English}: {letter}")
	String answer(String letter);

	/**
	 * A declared client inside another type.
	 */
	@DeclaredClient
	interface Drafts {

		@Prompt("Write about {subject}")
		String write(String subject);

	}

	/**
	 * Has a prompt, but is not marked.
	 */
	interface Unmarked {

		@Prompt("Hi")
		String greet();

	}

}
