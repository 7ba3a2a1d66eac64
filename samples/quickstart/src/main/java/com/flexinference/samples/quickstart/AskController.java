package com.flexinference.samples.quickstart;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.flexinference.client.FlexInferenceClient;

/**
 * Answers prompts as JSON, one endpoint for each caller format.
 */
@RestController
class AskController {

	private final FlexInferenceClient flex;

	AskController(FlexInferenceClient flex) {
		this.flex = flex;
	}

	@GetMapping("/responses")
	Reply responses(@RequestParam String prompt) {
		return Reply.of(this.flex.responses().create(Prompts.responses(prompt)));
	}

	@GetMapping("/chat-completions")
	Reply chatCompletions(@RequestParam String prompt) {
		return Reply.of(this.flex.chatCompletions().create(Prompts.chatCompletions(prompt)));
	}

	@GetMapping("/interactions")
	Reply interactions(@RequestParam String prompt) {
		return Reply.of(this.flex.interactions().create(Prompts.interactions(prompt)));
	}

	@GetMapping("/messages")
	Reply messages(@RequestParam String prompt) {
		return Reply.of(this.flex.messages().create(Prompts.messages(prompt)));
	}

}
