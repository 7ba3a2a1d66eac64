package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * The body of a response from the JDK's client as a stream.
 * <p>
 * The JDK's own stream swallows interrupts on Java 17, and says "closed" of a connection
 * that broke.
 */
final class JdkBody extends InputStream implements BodySubscriber<JdkBody> {

	/**
	 * Compared by identity: an empty list may arrive at any time.
	 */
	private static final List<ByteBuffer> END = Collections.unmodifiableList(new ArrayList<>());

	/**
	 * Pieces to request ahead, of 16 KB at most: with one, the JDK and the reader wait
	 * for each other in turn.
	 */
	private static final int AHEAD = 4;

	private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

	private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();

	private Iterator<ByteBuffer> buffers = Collections.emptyIterator();

	private ByteBuffer buffer = EMPTY;

	private final CompletableFuture<JdkBody> ready = new CompletableFuture<>();

	private long missing;

	private volatile boolean closed;

	private volatile Flow.@Nullable Subscription subscription;

	private volatile @Nullable Throwable failure;

	JdkBody(long length) {
		this.missing = length;
		if (length <= 0) {
			// Of unknown length, or of none: read while it arrives.
			this.ready.complete(this);
		}
	}

	@Override
	public CompletionStage<JdkBody> getBody() {
		return this.ready;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.closed) {
			subscription.cancel();
			return;
		}
		subscription.request(AHEAD);
	}

	@Override
	public void onNext(List<ByteBuffer> piece) {
		this.pieces.add(piece);
		if (this.ready.isDone()) {
			return;
		}
		for (ByteBuffer buffer : piece) {
			this.missing -= buffer.remaining();
		}
		if (this.missing > 0) {
			this.ready.complete(this);
		}
		// Otherwise the end follows. The reader would wake up for the body, and once more
		// for its end.
	}

	@Override
	public void onError(Throwable failure) {
		this.failure = failure;
		end();
	}

	@Override
	public void onComplete() {
		end();
	}

	private void end() {
		this.pieces.add(END);
		this.ready.complete(this);
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) < 0) ? -1 : single[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		while (!hasBuffer()) {
			if (!nextList()) {
				return -1;
			}
		}
		int count = 0;
		while (count < length && hasBuffer()) {
			int part = Math.min(length - count, this.buffer.remaining());
			this.buffer.get(bytes, offset + count, part);
			count += part;
		}
		return count;
	}

	@Override
	public void close() {
		this.closed = true;
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
		end();
	}

	private boolean hasBuffer() {
		// Each chunk of HTTP is a buffer of its own.
		while (!this.buffer.hasRemaining() && this.buffers.hasNext()) {
			this.buffer = this.buffers.next();
		}
		return this.buffer.hasRemaining();
	}

	private boolean nextList() throws IOException {
		List<ByteBuffer> piece = take();
		if (piece == END) {
			this.pieces.add(END);
			checkEnd();
			return false;
		}
		this.buffers = piece.iterator();
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.request(1);
		}
		return true;
	}

	private List<ByteBuffer> take() throws InterruptedIOException {
		try {
			return this.pieces.take();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	private void checkEnd() throws IOException {
		Throwable failure = this.failure;
		if (this.closed) {
			throw new IOException("closed");
		}
		if (failure != null) {
			throw (failure instanceof IOException ex) ? ex : new IOException(failure);
		}
	}

}
