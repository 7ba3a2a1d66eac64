package com.flexinference.reactive;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.ContextView;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexStream;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.internal.CallThreads;
import com.flexinference.template.internal.PendingAnswer;

/**
 * Calls of a client or a template as {@link Flux} and {@link Mono}.
 *
 * <pre>{@code
 * Flux<String> text = FlexFlux.text(template.ask("Write a haiku.")::stream);
 * Mono<FlexResponse> answer = FlexFlux.call(template.ask("Write a haiku.")::response);
 * }</pre>
 *
 * Nothing is sent until a subscriber requests an element, and each subscriber makes a
 * separate call. Each call has its own thread, which is virtual on Java 21 and later, and
 * does not occupy a thread of Reactor. Cancelling closes the connection, also before the
 * answer starts, and the provider stops generating. A call has the
 * {@link FlexInferenceScope scope} in which its publisher was created, and the Micrometer
 * context of its subscriber, if {@code io.micrometer:context-propagation} is on the class
 * path.
 */
public final class FlexFlux {

	static final Executor THREADS = CallThreads.named("flexinference-flux-");

	private static final boolean HAS_CONTEXT = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			FlexFlux.class.getClassLoader());

	private FlexFlux() {
	}

	/**
	 * Stream the events of an answer. An event is read when it is requested, so that a
	 * slow subscriber slows down the connection. No thread is occupied until then.
	 * @param stream opens the stream, once for each subscriber; the publisher closes it
	 * @return the events; ends with the error that {@link FlexStream#next()} or
	 * {@code stream} throws, and completes only after the terminal event
	 */
	public static Flux<FlexEvent> events(Supplier<FlexStream> stream) {
		Assert.notNull(stream, "'stream' must not be null");
		Supplier<FlexStream> scoped = inScope(stream);
		return Flux.from((subscriber) -> {
			ContextView context = Operators.toCoreSubscriber(subscriber).currentContext();
			subscriber.onSubscribe(new StreamSubscription(subscriber, inContext(context, scoped)));
		});
	}

	/**
	 * Stream the text of an answer, piece by piece, in any format. Everything else is as
	 * in {@link #events}.
	 * @param stream opens the stream, once for each subscriber; the publisher closes it
	 * @return the pieces of text
	 */
	public static Flux<String> text(Supplier<FlexStream> stream) {
		return events(stream).handle((event, sink) -> {
			String delta = event.textDelta();
			if (delta != null) {
				sink.next(delta);
			}
		});
	}

	/**
	 * Make a call that waits for its whole answer.
	 * @param <T> the type of the answer
	 * @param call makes the call, once for each subscriber
	 * @return the answer, or the error that {@code call} throws
	 */
	public static <T> Mono<T> call(Supplier<T> call) {
		Assert.notNull(call, "'call' must not be null");
		Supplier<T> scoped = inScope(call);
		return Mono.deferContextual((context) -> {
			PendingAnswer<T> answer = new PendingAnswer<>(inContext(context, scoped));
			THREADS.execute(answer);
			return Mono.fromFuture(answer.future());
		});
	}

	private static <T> Supplier<T> inScope(Supplier<T> call) {
		FlexInferenceScope scope = FlexInferenceScope.current();
		return () -> FlexInferenceScope.with(scope, call::get);
	}

	private static <T> Callable<T> inContext(ContextView context, Supplier<T> call) {
		return HAS_CONTEXT ? Snapshots.FACTORY.captureAll(context).wrap(call::get) : call::get;
	}

	private static final class Snapshots {

		static final ContextSnapshotFactory FACTORY = ContextSnapshotFactory.builder().build();

	}

}
