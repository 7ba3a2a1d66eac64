package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Cached}.
 */
@Timeout(20)
class CachedTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

	private final CountDownLatch asking = new CountDownLatch(2);

	private final CountDownLatch answer = new CountDownLatch(1);

	@Test
	void isAskedOnceInAWhile() {
		Cached<Integer> cached = cached(Duration.ofNanos(100));
		assertThat(cached.get()).isEqualTo(1);
		this.nanos.addAndGet(99);
		assertThat(cached.get()).isEqualTo(1);
		this.nanos.addAndGet(1);
		assertThat(cached.get()).isEqualTo(2);
	}

	@Test
	void zeroKeepsNothing() {
		Cached<Integer> cached = cached(Duration.ZERO);
		assertThat(cached.get()).isEqualTo(1);
		assertThat(cached.get()).isEqualTo(2);
	}

	@Test
	void whileOneAsksOthersGetTheValueFromBefore() throws Exception {
		Cached<Integer> cached = new Cached<>(this::slow, Duration.ofNanos(100), this.nanos::get);
		assertThat(cached.get()).isEqualTo(1);
		this.nanos.addAndGet(100);
		CompletableFuture<Integer> first = CompletableFuture.supplyAsync(cached::get);
		this.asking.await();
		assertThat(cached.get()).isEqualTo(1);
		this.answer.countDown();
		assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(2);
	}

	@Test
	void threadsThatWaitedTakeWhatTheyWaitedFor() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		Cached<Integer> cached = new Cached<>(() -> {
			first.countDown();
			await(this.answer);
			return this.asked.incrementAndGet();
		}, Duration.ZERO, this.nanos::incrementAndGet);
		List<CompletableFuture<Integer>> all = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			CompletableFuture<Integer> value = new CompletableFuture<>();
			all.add(value);
			threads.add(new Thread(() -> value.complete(cached.get())));
		}
		threads.forEach(Thread::start);
		first.await();
		while (threads.stream().filter((thread) -> thread.getState() == Thread.State.WAITING).count() < 8) {
			Thread.onSpinWait();
		}
		this.answer.countDown();
		for (CompletableFuture<Integer> value : all) {
			assertThat(value.get(10, TimeUnit.SECONDS)).isEqualTo(1);
		}
	}

	@Test
	void manyThreadsAskOnce() {
		Cached<Integer> cached = cached(Duration.ofNanos(100));
		CompletableFuture<?>[] all = new CompletableFuture<?>[8];
		for (int i = 0; i < all.length; i++) {
			all[i] = CompletableFuture.supplyAsync(cached::get);
		}
		CompletableFuture.allOf(all).join();
		assertThat(this.asked).hasValue(1);
	}

	private Cached<Integer> cached(Duration timeToLive) {
		return new Cached<>(this.asked::incrementAndGet, timeToLive, this.nanos::get);
	}

	private int slow() {
		this.asking.countDown();
		if (this.asking.getCount() == 0) {
			await(this.answer);
		}
		return this.asked.incrementAndGet();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
