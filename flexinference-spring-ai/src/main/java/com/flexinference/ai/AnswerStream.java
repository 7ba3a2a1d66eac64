package com.flexinference.ai;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexStream;
import com.flexinference.client.message.Answer;
import com.flexinference.reactive.FlexFlux;

/**
 * An answer as it arrives, for one subscriber: pieces of text, and a last chunk that has
 * everything else.
 */
final class AnswerStream {

	private final Supplier<FlexStream> opener;

	private final FlexInferenceChatOptions options;

	private @Nullable FlexStream stream;

	private int emitted;

	private @Nullable ChatResponse last;

	AnswerStream(Supplier<FlexStream> opener, FlexInferenceChatOptions options) {
		this.opener = opener;
		this.options = options;
	}

	Flux<ChatResponse> chunks() {
		return FlexFlux.events(this::open).handle(this::chunk).concatWith(Mono.fromSupplier(this::last));
	}

	private FlexStream open() {
		FlexStream opened = this.opener.get();
		this.stream = opened;
		return opened;
	}

	private void chunk(FlexEvent event, SynchronousSink<ChatResponse> sink) {
		String text = (event.textDelta() != null) ? event.textDelta() : "";
		if (!text.isEmpty() || event.reasoningDelta() != null) {
			this.emitted += text.length();
			sink.next(ResponseMapper.piece(text, event.reasoningDelta()));
		}
	}

	private ChatResponse last() {
		FlexStream read = Objects.requireNonNull(this.stream);
		Answer answer = read.answer();
		AnswerCheck.check(answer, this.options);
		String rest = answer.text().substring(Math.min(this.emitted, answer.text().length()));
		ChatResponse response = ResponseMapper.map(answer, rest, read, this.options.isStructured());
		this.last = response;
		return response;
	}

	ChatResponse complete(ChatResponse aggregated) {
		// Spring AI's aggregation loses the metadata.
		return new ChatResponse(aggregated.getResults(), Objects.requireNonNull(this.last).getMetadata());
	}

}
