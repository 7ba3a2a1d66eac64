package com.flexinference.web;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.flexinference.client.FlexStream;
import com.flexinference.reactive.FlexFlux;
import com.flexinference.template.FlexInferenceScope;

/**
 * An answer as server-sent events of Spring WebFlux.
 */
final class AnswerFlux {

	private AnswerFlux() {
	}

	static Flux<ServerSentEvent<String>> of(Supplier<FlexStream> stream, Duration heartbeat) {
		FlexInferenceScope scope = FlexInferenceScope.current();
		return Flux.defer(() -> FlexInferenceScope.with(scope, () -> events(stream)))
			.mergeWith(Flux.interval(heartbeat).onBackpressureDrop().map((tick) -> BrowserEvents.HEARTBEAT))
			.takeUntil(BrowserEvents::isLast);
	}

	private static Flux<ServerSentEvent<String>> events(Supplier<FlexStream> stream) {
		BrowserEvents events = new BrowserEvents(stream);
		return FlexFlux.events(events::open)
			.flatMapIterable(events::of, 1)
			.concatWith(Mono.fromSupplier(events::end))
			.onErrorResume((failure) -> Mono.just(BrowserEvents.failure(failure)));
	}

}
