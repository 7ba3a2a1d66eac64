package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;

import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.format.EventReader;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.JsonProblem;
import com.flexinference.client.internal.sse.SseReader;
import com.flexinference.client.internal.transport.CallDeadline;
import com.flexinference.client.internal.transport.HttpTransport;
import com.flexinference.client.internal.transport.TimeoutExpiredException;
import com.flexinference.client.message.Answer;

/**
 * An answer that is streamed. Events are pulled one by one, once, by one thread at a
 * time; {@link #close()} may be called by any thread and cancels the call by closing the
 * connection.
 * <p>
 * A stream that fails or ends before its terminal event throws an exception.
 * {@link #answer()} then returns the part that arrived.
 */
public final class FlexStream extends FlexReply implements AutoCloseable, Iterable<FlexEvent> {

	private static final byte[] NO_BODY = new byte[0];

	/**
	 * How long the answer that is complete waits for the end of the body, without which
	 * the connection cannot be used again.
	 */
	private static final Duration LAST_BYTES = Duration.ofSeconds(1);

	private final CallObservation observation;

	private final ClientHttpResponse response;

	private final InputStream body;

	private final SseReader reader;

	private final EventReader events;

	private volatile boolean closed;

	/**
	 * The thread that reads, if there is only one.
	 */
	private @Nullable Thread consumer;

	private boolean iterating;

	private @Nullable FlexInferenceException failure;

	FlexStream(Call call, CallObservation observation, ClientHttpResponse response) throws IOException {
		super(call, response.getStatusCode(), response.getHeaders());
		this.observation = observation;
		this.response = response;
		this.body = response.getBody();
		this.reader = new SseReader(DecodedBody.open(response));
		this.events = FormatCodec.of(format()).events();
		this.observation.streaming(this, this.body, this.events);
	}

	/**
	 * Wait for the next event. After the terminal event this takes a second at most, for
	 * the server to end the body, so that the connection can be used again.
	 * @return the event, or {@code null} at the end of a complete stream and after
	 * {@link #close()}
	 * @throws StreamFailedException if the stream reported a failure, was cut before its
	 * terminal event, or is not readable
	 * @throws FlexInferenceTimeoutException if the idle timeout or the call timeout
	 * expired
	 * @throws IllegalStateException on a thread of Reactor that must not block
	 */
	public @Nullable FlexEvent next() {
		if (this.failure != null) {
			throw this.failure;
		}
		if (this.closed) {
			return null;
		}
		NonBlockingThreads.refuse();
		this.consumer = Thread.currentThread();
		try {
			return pull();
		}
		catch (TimeoutExpiredException ex) {
			return stop(() -> new FlexInferenceTimeoutException(arrived(), ex));
		}
		catch (FlexInferenceException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// Without the cause, which may quote the answer.
			return stop(
					() -> failed("The stream cannot be read (" + ex.getClass().getSimpleName() + ")", NO_BODY, null));
		}
		catch (IOException ex) {
			String reason = ConnectionFailures.reason(ex, ex.getClass().getSimpleName());
			return stop(() -> failed("The stream broke before its end: " + reason, NO_BODY, ex));
		}
	}

	private @Nullable FlexEvent pull() throws IOException {
		for (byte[] data = read(); data != null; data = read()) {
			boolean deliver;
			try {
				deliver = this.events.read(data);
			}
			catch (JacksonException ex) {
				byte[] unreadable = data;
				return stop(
						() -> failed("The stream has an event that is not readable JSON: " + JsonProblem.describe(ex),
								unreadable, null));
			}
			ErrorDetail detail = this.events.failure();
			if (detail != null) {
				byte[] last = data;
				return fail(() -> failed(last, detail, null));
			}
			if (deliver) {
				return new FlexEvent(this, this.events.type(), data, this.events.textDelta(),
						this.events.reasoningDelta());
			}
		}
		return stop(() -> failed("The stream was cut before its terminal event", NO_BODY, null));
	}

	private byte @Nullable [] read() throws IOException {
		if (this.events.isEnded()) {
			HttpTransport.endBy(this.body, CallDeadline.of(LAST_BYTES));
		}
		return this.reader.next();
	}

	private @Nullable FlexEvent stop(Supplier<FlexInferenceException> trouble) {
		if (!this.events.isEnded()) {
			return fail(trouble);
		}
		// Whatever comes after the terminal event does not touch the answer.
		end();
		return null;
	}

	private @Nullable FlexEvent fail(Supplier<FlexInferenceException> trouble) {
		boolean wasOpen = !this.closed;
		disconnect();
		if (wasOpen) {
			FlexInferenceException thrown = trouble.get();
			thrown.attempts(attempts());
			this.failure = thrown;
			this.observation.endStream(thrown);
			throw thrown;
		}
		return null;
	}

	private StreamFailedException failed(String problem, byte[] data, @Nullable Throwable cause) {
		return failed(data, ErrorDetail.message(problem + ". " + arrived()), cause);
	}

	private StreamFailedException failed(byte[] data, ErrorDetail detail, @Nullable Throwable cause) {
		return new StreamFailedException(ErrorAnswer.ofFailure(headers(), data, detail), answer(), cause);
	}

	private String arrived() {
		return "Until then " + answer().text().length() + " characters of text had arrived.";
	}

	/**
	 * Return the events. They can be read once, with {@code iterator()},
	 * {@link #events()} or {@link #text()}.
	 * @return an iterator that waits for each event and throws as {@link #next()} does
	 */
	@Override
	public Iterator<FlexEvent> iterator() {
		return events().iterator();
	}

	/**
	 * Return the events. They can be read once.
	 * @return a sequential stream that throws as {@link #next()} does; closing it closes
	 * this stream
	 */
	public Stream<FlexEvent> events() {
		Assert.state(!this.iterating, "The events of a stream can be read only once");
		this.iterating = true;
		// In order and one at a time, even if the caller makes the stream parallel.
		Spliterator<FlexEvent> events = new AbstractSpliterator<>(Long.MAX_VALUE,
				Spliterator.ORDERED | Spliterator.NONNULL) {

			@Override
			public boolean tryAdvance(Consumer<? super FlexEvent> action) {
				FlexEvent event = next();
				if (event != null) {
					action.accept(event);
				}
				return event != null;
			}

		};
		return StreamSupport.stream(events, false).onClose(this::close);
	}

	/**
	 * Return the text of the answer in pieces, for all formats. It can be read once.
	 * @return a sequential stream that throws as {@link #next()} does; closing it closes
	 * this stream
	 */
	public Stream<String> text() {
		return events().map(FlexEvent::textDelta).filter(Objects::nonNull).map(Objects::requireNonNull);
	}

	/**
	 * Return what has arrived: the whole answer after the end, a part of it before, and
	 * after a failure or {@link #close()}. May be called by any thread.
	 * @return the answer so far, complete if the terminal event has arrived
	 */
	public Answer answer() {
		return ServiceHeaders.complete(this.events.answer(), headers());
	}

	/**
	 * Close the stream. Before the terminal event this closes the connection, which stops
	 * the provider's work; what has arrived stays readable. After it, the thread that
	 * reads waits a second at most, as {@link #next()} does, for the server to end the
	 * body, so that the connection can be used again. May be called by any thread, and
	 * more than once.
	 */
	@Override
	public void close() {
		if (this.events.isEnded() && this.consumer == Thread.currentThread()) {
			readRest();
		}
		end();
	}

	private void readRest() {
		try {
			while (next() != null) {
				// Whatever it says does not touch the answer.
			}
		}
		catch (FlexInferenceException ex) {
			// Nor does this.
		}
	}

	private void end() {
		disconnect();
		this.observation.endStream(null);
	}

	private void disconnect() {
		this.closed = true;
		try {
			// The body first: a response of a foreign request factory may read the rest
			// of the answer when it is closed.
			this.body.close();
		}
		catch (IOException ex) {
			// No thread waits for the connection any more.
		}
		this.response.close();
	}

	/**
	 * Return format and status, never the content, which may be confidential.
	 */
	@Override
	public String toString() {
		return "FlexStream[format=" + format() + ", status=" + status().value() + "]";
	}

}
