package com.flexinference.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures the same job with this module, and with chunks of Spring Batch and the OpenAI
 * model of Spring AI. Both are killed once. Seven of ten races are won.
 */
@EnabledIfSystemProperty(named = "batch.comparison", matches = "true")
class ComparisonTests {

	private static final int ITEMS = 4_000;

	private final Random random = new Random(11);

	private final AtomicLong microUsd = new AtomicLong();

	@ParameterizedTest
	@ValueSource(strings = { "STANDALONE", JobProcess.CHUNKS })
	void isKilledOnce(String job, @TempDir Path directory) throws Exception {
		try (Processes processes = new Processes(
				"jdbc:h2:file:" + directory.resolve("bulk") + ";USER=sa;PASSWORD=;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
				"h2", directory)) {
			processes.router.on((request) -> request.method().equals("POST") ? answer(processes, request) : null);
			long began = System.nanoTime();
			Process process = processes.start(job, ITEMS);
			processes.await(() -> processes.asked.size() >= ITEMS / 2 || !process.isAlive());
			process.destroyForcibly().waitFor();
			assertThat(processes.start(job, ITEMS).waitFor()).as(processes::output).isZero();
			int repeated = processes.requests() - processes.asked.size();
			long lost = ITEMS - processes.jdbc.queryForObject("select count(distinct number) from written", Long.class);
			System.out.printf("%s: %.1f s, %.2f USD, %d lost, %d repeated%n", job, (System.nanoTime() - began) / 1e9,
					this.microUsd.get() / 1e6, lost, repeated);
			assertThat(lost).isZero();
		}
	}

	private LocalAnswer answer(Processes processes, RecordedRequest request) {
		String key = request.json().path("input").toString() + request.json().path("messages");
		processes.count(key);
		boolean flex = request.window() != null && this.random.nextInt(10) < 7;
		long cost = flex ? 500 : 1_000;
		this.microUsd.addAndGet(cost);
		double millis = 60 * Math.exp(0.8 * this.random.nextGaussian());
		return LocalAnswer.text("A number")
			.servedOn(flex ? "flex" : "default")
			.cost(cost)
			.delayedBy(Duration.ofMillis((long) millis));
	}

}
