package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executor;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexStream;

/**
 * Streams an answer to the browser. When the browser goes away the stream is closed, and
 * with it the provider's work.
 */
@RestController
class StreamController {

	private final FlexInferenceClient flex;

	private final Executor executor;

	StreamController(FlexInferenceClient flex, @Qualifier("applicationTaskExecutor") Executor executor) {
		this.flex = flex;
		this.executor = executor;
	}

	@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter stream(@RequestParam String prompt) {
		FlexStream stream = this.flex.responses().stream(Prompts.responses(prompt).andThen((r) -> r.includeCost(true)));
		SseEmitter emitter = new SseEmitter(0L);
		emitter.onCompletion(stream::close);
		emitter.onError((ex) -> stream.close());
		this.executor.execute(() -> forward(stream, emitter));
		return emitter;
	}

	private void forward(FlexStream stream, SseEmitter emitter) {
		try (stream) {
			for (FlexEvent event : stream) {
				if (event.textDelta() != null) {
					emitter.send(SseEmitter.event().name("text").data(Map.of("text", event.textDelta())));
				}
			}
			emitter.send(SseEmitter.event().name("reply").data(Reply.of(stream.answer())));
			emitter.complete();
		}
		catch (IOException ex) {
			// The browser has gone; closing the stream is all there is to do.
		}
		catch (FlexInferenceException ex) {
			emitter.completeWithError(ex);
		}
	}

}
