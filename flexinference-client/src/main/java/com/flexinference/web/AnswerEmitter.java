package com.flexinference.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexStream;
import com.flexinference.template.FlexInferenceScope;
import com.flexinference.template.internal.CallThreads;

/**
 * An answer as server-sent events of Spring MVC. One thread makes the call and sends what
 * arrives, so that a slow browser slows the service down.
 */
final class AnswerEmitter extends SseEmitter {

	private static final long NO_TIMEOUT = 0;

	private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);

	private static final Executor THREADS = CallThreads.named("flexinference-sse-");

	private static final boolean HAS_CONTEXT = ClassUtils.isPresent("io.micrometer.context.ContextSnapshot",
			AnswerEmitter.class.getClassLoader());

	private final BrowserEvents events;

	private final FutureTask<Void> call;

	private final Executor nextHeartbeat;

	private AnswerEmitter(Supplier<FlexStream> stream, Duration heartbeat) {
		super(NO_TIMEOUT);
		FlexInferenceScope scope = FlexInferenceScope.current();
		this.events = new BrowserEvents(() -> FlexInferenceScope.with(scope, stream::get));
		this.call = new FutureTask<>(this::answer, null);
		this.nextHeartbeat = CompletableFuture.delayedExecutor(heartbeat.toMillis(), TimeUnit.MILLISECONDS, THREADS);
		onCompletion(this::cancel);
	}

	static SseEmitter of(Supplier<FlexStream> stream, Duration heartbeat) {
		// The declared type keeps FlexSse usable where Spring MVC is absent: the JVM need
		// not load it to verify the caller.
		return new AnswerEmitter(stream, heartbeat);
	}

	/**
	 * Called once, when the controller has returned.
	 */
	@Override
	protected void extendResponse(ServerHttpResponse response) {
		// Without the charset, strings are written in that of Spring's converter.
		response.getHeaders().setContentType(EVENTS);
		super.extendResponse(response);
		// Keeps nginx from holding events back.
		response.getHeaders().set("X-Accel-Buffering", "no");
		this.nextHeartbeat.execute(this::heartbeat);
		THREADS.execute(HAS_CONTEXT ? new ContextPropagatingTaskDecorator().decorate(this.call) : this.call);
	}

	private void answer() {
		try {
			ServerSentEvent<String> last = forward();
			write(last);
			complete();
		}
		catch (IOException ex) {
			// The browser has gone, and the container completes the response.
		}
	}

	private ServerSentEvent<String> forward() throws IOException {
		try (FlexStream stream = this.events.open()) {
			if (this.call.isCancelled()) {
				throw new IOException("The browser has gone");
			}
			for (FlexEvent event : stream) {
				for (ServerSentEvent<String> browserEvent : this.events.of(event)) {
					write(browserEvent);
				}
			}
			return this.events.end();
		}
		catch (RuntimeException | Error ex) {
			if (this.call.isCancelled()) {
				throw new IOException("The browser has gone", ex);
			}
			return BrowserEvents.failure(ex);
		}
	}

	private void heartbeat() {
		try {
			write(BrowserEvents.HEARTBEAT);
			this.nextHeartbeat.execute(this::heartbeat);
		}
		catch (IOException ex) {
			cancel();
		}
	}

	private void write(ServerSentEvent<String> event) throws IOException {
		SseEventBuilder builder = event();
		if (event.comment() != null) {
			builder.comment(event.comment());
		}
		if (event.event() != null && event.data() != null) {
			builder.name(event.event()).data(event.data(), MediaType.TEXT_PLAIN);
		}
		try {
			send(builder);
		}
		catch (IllegalStateException ex) {
			throw new IOException("The response is complete", ex);
		}
	}

	private void cancel() {
		this.call.cancel(true);
		this.events.close();
	}

}
