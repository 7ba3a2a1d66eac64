package com.flexinference.samples.quickstart;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexModel;
import com.flexinference.web.FlexSse;

/**
 * Answers questions, whole or streamed to the browser.
 */
@RestController
class QuestionController {

	private final FlexInferenceClient flex;

	QuestionController(FlexInferenceClient flex) {
		this.flex = flex;
	}

	@GetMapping("/answer")
	Reply answer(Question question) {
		return Reply.of(question.answer(this.flex).answer());
	}

	@GetMapping("/stream")
	SseEmitter stream(Question question) {
		return FlexSse.emitter(() -> question.stream(this.flex));
	}

	@GetMapping("/choices")
	Choices choices() {
		boolean simulated = this.flex.limits().json().path("simulated").asBoolean(false);
		return new Choices(simulated, this.flex.models().list().stream().map(Choices.Model::of).toList());
	}

	/**
	 * What the page offers.
	 *
	 * @param simulated whether the local router stands in for the service
	 * @param models the models
	 */
	record Choices(boolean simulated, List<Model> models) {

		/**
		 * A model.
		 *
		 * @param id the name
		 * @param races whether it races the flex tier, so that a wait saves money
		 */
		record Model(String id, boolean races) {

			static Model of(FlexModel model) {
				return new Model(model.id(), model.flexRace());
			}

		}

	}

}
