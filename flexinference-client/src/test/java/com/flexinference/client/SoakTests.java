package com.flexinference.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.format.Fixtures;
import com.flexinference.client.internal.format.FormatCodec;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many mixed requests at once, a tenth of which fail; {@code -Dsoak=true} sends 20,000.
 */
@Timeout(300)
class SoakTests {

	private static final int REQUESTS = Boolean.getBoolean("soak") ? 20_000 : 4_000;

	private static final int CONCURRENCY = 64;

	private static final List<String> TEXTS = Stream.of(CallerFormat.values())
		.map((format) -> FormatCodec.of(format).text(WireJson.tree(Fixtures.body(format, "text"))))
		.toList();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	private final List<Throwable> surprises = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@EachTransport
	void everyRequestEndsOnce(TransportKind kind) throws Exception {
		Set<Thread> others = ClientThreads.running();
		soak(kind);
		ClientThreads.awaitEnd(others);
	}

	private void soak(TransportKind kind) throws Exception {
		try (SoakServer server = new SoakServer(REQUESTS);
				FlexInferenceClient client = FlexInferenceClient.builder()
					.apiKey("flex_live_secret")
					.baseUrl(server.url())
					.defaults(FlexRequest.of((r) -> r.model("m").startWithin(StartWithin.DEFAULT).maxTokens(9)))
					.http(HttpSettings.defaults().withKind(kind))
					.build()) {
			run(client, 0, REQUESTS / 4);
			long heap = usedHeap();
			long threads = threads();
			long begin = System.nanoTime();
			run(client, REQUESTS / 4, REQUESTS);
			long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
			long heapAfter = usedHeap();
			long threadsAfter = threads();
			System.out.printf(
					"%s: %d answers, %d failures; three quarters took %d ms; heap %d -> %d KiB,"
							+ " threads %d -> %d%n",
					kind, this.answers.get(), this.failures.get(), millis, heap >> 10, heapAfter >> 10, threads,
					threadsAfter);
			assertThat(this.surprises).isEmpty();
			assertThat(this.answers).hasValue(REQUESTS - REQUESTS / 10);
			assertThat(this.failures).hasValue(REQUESTS / 10);
			assertThat(IntStream.range(0, REQUESTS).map(server::count)).containsOnly(1);
			assertThat(heapAfter).isLessThan(heap + heap / 2 + 8 * 1024 * 1024);
			// The JDK's client has up to two threads for each exchange that has something
			// to do.
			assertThat(threadsAfter).isLessThanOrEqualTo(2 * CONCURRENCY + 16);
		}
	}

	private void run(FlexInferenceClient client, int from, int to) throws InterruptedException {
		AtomicInteger next = new AtomicInteger(from);
		List<Thread> callers = Stream.generate(() -> new Thread(() -> {
			for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
				call(client, number);
			}
		}, "soak-client")).limit(CONCURRENCY).toList();
		callers.forEach(Thread::start);
		for (Thread caller : callers) {
			caller.join();
		}
	}

	private void call(FlexInferenceClient client, int number) {
		try {
			String text = ask(client.calls(SoakServer.format(number)), SoakServer.isStream(number),
					RequestOptions.none().withHeader("X-Number", Integer.toString(number)));
			assertThat(SoakServer.fails(number)).isFalse();
			assertThat(text).isEqualTo(TEXTS.get(SoakServer.format(number).ordinal()));
			this.answers.incrementAndGet();
		}
		catch (FlexInferenceException ex) {
			if (SoakServer.fails(number)) {
				this.failures.incrementAndGet();
			}
			else {
				this.surprises.add(ex);
			}
		}
		catch (Throwable ex) {
			this.surprises.add(ex);
		}
	}

	private static String ask(FlexInferenceClient.Calls calls, boolean stream, RequestOptions options) {
		FlexRequest request = FlexRequest.of((r) -> r.user("q"));
		if (!stream) {
			return calls.create(request, options).text();
		}
		try (FlexStream events = calls.stream(request, options)) {
			return String.join("", events.text().toList());
		}
	}

	/**
	 * Count the threads that are not the server's.
	 */
	private static long threads() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> !TestServer.owns(thread)).count();
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
