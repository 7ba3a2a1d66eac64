package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * The body of a response from the JDK's client as a stream, to be read until it ends or
 * fails once.
 * <p>
 * The JDK's own stream swallows interrupts on Java 17, and says "closed" of a connection
 * that broke.
 */
final class JdkBody extends InputStream implements BodySubscriber<JdkBody> {

	/**
	 * Compared by identity: an empty piece may arrive at any time.
	 */
	private static final ByteBuffer END = ByteBuffer.allocate(0);

	/**
	 * Pieces to request ahead, of 16 KB at most: with one, the JDK and the reader wait
	 * for each other in turn.
	 */
	private static final int AHEAD = 4;

	private final BlockingQueue<ByteBuffer> pieces = new LinkedBlockingQueue<>();

	private final CompletableFuture<JdkBody> ready = new CompletableFuture<>();

	private ByteBuffer piece = END;

	private long missing;

	private volatile Flow.@Nullable Subscription subscription;

	private volatile @Nullable IOException failure;

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
		if (this.failure != null) {
			subscription.cancel();
		}
		else {
			subscription.request(AHEAD);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		// Each chunk of HTTP is a buffer of its own.
		ByteBuffer piece = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
		buffers.forEach(piece::put);
		this.pieces.add(piece.flip());
		this.missing -= piece.remaining();
		if (this.missing > 0) {
			this.ready.complete(this);
		}
		// Otherwise the end follows. The reader would wake up for the body, and once more
		// for its end.
	}

	@Override
	public void onError(Throwable failure) {
		this.failure = (failure instanceof IOException ex) ? ex : new IOException(failure);
		onComplete();
	}

	@Override
	public void onComplete() {
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
		while (length > 0 && !this.piece.hasRemaining()) {
			this.piece = take();
			if (this.piece == END) {
				return end();
			}
			Objects.requireNonNull(this.subscription).request(1);
		}
		int count = Math.min(length, this.piece.remaining());
		this.piece.get(bytes, offset, count);
		return count;
	}

	private ByteBuffer take() throws InterruptedIOException {
		try {
			return this.pieces.take();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	private int end() throws IOException {
		IOException failure = this.failure;
		if (failure != null) {
			throw failure;
		}
		return -1;
	}

	@Override
	public void close() {
		onError(new IOException("closed"));
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
