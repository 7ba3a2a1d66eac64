package com.flexinference.reactive;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexStream;
import com.flexinference.template.internal.async.PendingAnswer;

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

	private volatile @Nullable FlexStream stream;

	private volatile boolean cancelled;

	StreamSubscription(Subscriber<? super FlexEvent> subscriber, Supplier<FlexStream> opener) {
		this.subscriber = subscriber;
		this.opening = new PendingAnswer<>(opener);
		this.opening.future().whenComplete(this::opened);
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
			// Opens the stream once.
			this.opening.run();
			if (this.events != null) {
				read(this.events);
			}
		}
		catch (RuntimeException | Error ex) {
			// The subscriber must not throw. If it does, it gets no further event.
			cancel();
			throw ex;
		}
	}

	private void opened(@Nullable FlexStream opened, @Nullable Throwable failure) {
		this.stream = opened;
		if (opened == null) {
			failed((failure != null) ? failure
					: new IllegalStateException("The supplier of a stream must not return null"));
			return;
		}
		if (this.cancelled) {
			opened.close();
			return;
		}
		try {
			this.events = opened.iterator();
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	private void read(Iterator<FlexEvent> opened) {
		long demand = this.requested;
		while (demand > 0) {
			for (long i = 0; i < demand; i++) {
				if (!readOne(opened)) {
					// The demand that is left keeps other threads from reading.
					return;
				}
			}
			demand = Operators.produced(REQUESTED, this, demand);
		}
	}

	private boolean readOne(Iterator<FlexEvent> opened) {
		FlexEvent event;
		try {
			event = opened.hasNext() ? opened.next() : null;
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

	private void failed(Throwable failure) {
		FlexStream opened = this.stream;
		if (opened != null) {
			opened.close();
		}
		if (!this.cancelled) {
			this.subscriber.onError(failure);
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.opening.future().cancel(true);
		FlexStream opened = this.stream;
		if (opened != null) {
			// Runs handlers of observations, which may block.
			FlexFlux.THREADS.execute(opened::close);
		}
	}

}
