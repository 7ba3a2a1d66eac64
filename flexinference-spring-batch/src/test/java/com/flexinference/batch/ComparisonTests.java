package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
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

	private final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "numbers", "chunks" })
	void isKilledOnce(String job) throws Exception {
		try (LocalRouter router = LocalRouter.builder()
			.latency(Duration.ZERO)
			.timeScale(Integer.MAX_VALUE)
			.apiKey("test-key")
			.build()
			.start()) {
			router.on((request) -> request.method().equals("POST") ? answer(request) : null);
			long began = System.nanoTime();
			Process process = start(router, job);
			while (this.asked.size() < ITEMS / 2 && process.isAlive()) {
				TimeUnit.MILLISECONDS.sleep(5);
			}
			process.destroyForcibly().waitFor();
			assertThat(start(router, job).waitFor()).isZero();
			long repeated = this.asked.values().stream().mapToInt((times) -> times.get() - 1).sum();
			long lost = ITEMS - jdbc().queryForObject("select count(distinct number) from written", Long.class);
			System.out.printf("%s: %.1f s, %.2f USD, %d lost, %d repeated%n", job, (System.nanoTime() - began) / 1e9,
					this.microUsd.get() / 1e6, lost, repeated);
			assertThat(lost).isZero();
		}
	}

	private LocalAnswer answer(RecordedRequest request) {
		String key = request.json().path("input").toString() + request.json().path("messages");
		this.asked.computeIfAbsent(key, (unused) -> new AtomicInteger()).incrementAndGet();
		boolean flex = request.window() != null && this.random.nextInt(10) < 7;
		long cost = flex ? 500 : 1_000;
		this.microUsd.addAndGet(cost);
		double millis = 60 * Math.exp(0.8 * this.random.nextGaussian());
		return LocalAnswer.text("A number")
			.servedOn(flex ? "flex" : "default")
			.cost(cost)
			.delayedBy(Duration.ofMillis((long) millis));
	}

	private Process start(LocalRouter router, String job) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
						System.getProperty("java.class.path"), CrashingJob.class.getName(), url(),
						router.baseUrl().toString(), String.valueOf(ITEMS), job));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
	}

	private String url() {
		return "jdbc:h2:file:" + this.directory.resolve("bulk") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
	}

	private JdbcTemplate jdbc() {
		return new JdbcTemplate(new DriverManagerDataSource(url(), "sa", ""));
	}

}
