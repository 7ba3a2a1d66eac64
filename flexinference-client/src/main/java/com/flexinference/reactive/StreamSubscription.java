package com.flexinference.reactive;

import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.util.Assert;
import reactor.core.publisher.Operators;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexStream;
import com.flexinference.template.internal.PendingAnswer;

/**
 * Opens a stream on the first demand and reads as many events as are requested. A thread
 * reads while there is demand, and is released when there is none.
 */
final class StreamSubscription implements Subscription, Runnable {

	private static final AtomicLongFieldUpdater<StreamSubscription> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(StreamSubscription.class, "requested");

	private final Subscriber<? super FlexEvent> subscriber;

	private final PendingAnswer<FlexStream> opening;

	/**
	 * Used by the thread that reads.
	 */
	private @Nullable Iterator<FlexEvent> events;

	private volatile long requested;

	private volatile boolean cancelled;

	StreamSubscription(Subscriber<? super FlexEvent> subscriber, Callable<FlexStream> opener) {
		this.subscriber = subscriber;
		this.opening = new PendingAnswer<>(opener);
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count) && Operators.addCap(REQUESTED, this, count) == 0) {
			try {
				FlexFlux.THREADS.execute(this);
			}
			catch (RuntimeException | Error ex) {
				failed(ex);
			}
		}
	}

	@Override
	public void run() {
		try {
			long demand = this.requested;
			while (demand > 0) {
				for (long i = 0; i < demand; i++) {
					if (!readOne()) {
						// The demand that is left keeps other threads from reading.
						return;
					}
				}
				demand = Operators.produced(REQUESTED, this, demand);
			}
		}
		catch (RuntimeException | Error ex) {
			// The subscriber must not throw. If it does, it gets no further event.
			cancel();
			throw ex;
		}
	}

	private boolean readOne() {
		FlexEvent event;
		try {
			event = next();
		}
		catch (CompletionException ex) {
			failed((ex.getCause() != null) ? ex.getCause() : ex);
			return false;
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
			return false;
		}
		if (this.cancelled) {
			return false;
		}
		if (event == null) {
			this.subscriber.onComplete();
			return false;
		}
		this.subscriber.onNext(event);
		return true;
	}

	private @Nullable FlexEvent next() {
		if (this.events == null) {
			this.opening.run();
			FlexStream opened = this.opening.future().join();
			Assert.state(opened != null, "The supplier of a stream must not return null");
			this.events = opened.iterator();
		}
		return this.events.hasNext() ? this.events.next() : null;
	}

	private void failed(Throwable failure) {
		this.opening.future().thenAccept(FlexStream::close);
		if (!this.cancelled) {
			this.subscriber.onError(failure);
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.opening.future().cancel(true);
		// Closing runs handlers of observations, which may block.
		this.opening.future().thenAcceptAsync(FlexStream::close, FlexFlux.THREADS);
	}

}
