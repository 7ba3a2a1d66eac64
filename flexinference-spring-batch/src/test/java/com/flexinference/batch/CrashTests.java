package com.flexinference.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills processes that run a job. The property {@code batch.kills} says how often, by
 * default three times.
 */
@Tag("crash")
class CrashTests {

	private static final int ITEMS = 12_000;

	private final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	@TempDir
	private Path directory;

	@Test
	void losesNothingWhenItIsKilled() throws Exception {
		int kills = Integer.getInteger("batch.kills", 3);
		Random random = new Random(7);
		try (LocalRouter router = router()) {
			int killed = 0;
			while (killed < kills) {
				Process process = start(router);
				awaitRows(process);
				if (process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS)) {
					break;
				}
				process.destroyForcibly().waitFor();
				killed++;
			}
			assertThat(killed).isPositive();
			Process last = start(router);
			assertThat(last.waitFor()).as(output()).isZero();
			check(killed);
		}
	}

	@Test
	void asksNothingTwiceAfterSigterm() throws Exception {
		try (LocalRouter router = router()) {
			Process process = start(router);
			awaitRows(process);
			process.destroy();
			process.waitFor();
			long written = rows();
			assertThat(written).isBetween(1L, ITEMS - 1L);
			assertThat(this.asked).hasSize((int) written);
			assertThat(start(router).waitFor()).as(output()).isZero();
			check(0);
		}
	}

	private void check(int kills) {
		JdbcTemplate jdbc = jdbc();
		assertThat(jdbc.queryForObject("select count(*) from flex_answer", Long.class)).isEqualTo(ITEMS);
		assertThat(jdbc.queryForObject("select count(distinct number) from written", Long.class)).isEqualTo(ITEMS);
		assertThat(jdbc.queryForObject("select count(*) from written", Long.class)).isEqualTo(ITEMS);
		assertThat(jdbc.queryForList("select distinct status from batch_job_execution", String.class))
			.doesNotContain("UNKNOWN", "STARTED");
		int repeated = this.asked.values().stream().mapToInt((times) -> times.get() - 1).sum();
		assertThat(repeated).isLessThanOrEqualTo(kills * (CrashingJob.CONCURRENCY * 2 + 200));
		System.out.println("Killed " + kills + " times, repeated " + repeated);
	}

	private LocalRouter router() {
		LocalRouter router = LocalRouter.builder().latency(Duration.ZERO).apiKey("test-key").build().start();
		router.on((request) -> {
			if (request.method().equals("POST")) {
				this.asked.computeIfAbsent(request.json().path("input").toString(), (key) -> new AtomicInteger())
					.incrementAndGet();
			}
			return null;
		});
		return router;
	}

	private Process start(LocalRouter router) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), CrashingJob.class.getName(),
				url(), router.baseUrl().toString(), String.valueOf(ITEMS))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
			.start();
	}

	private Path log() {
		return this.directory.resolve("log");
	}

	private String output() throws IOException {
		try (InputStream in = Files.newInputStream(log())) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private String url() {
		return "jdbc:h2:file:" + this.directory.resolve("bulk") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
	}

	private JdbcTemplate jdbc() {
		return new JdbcTemplate(new DriverManagerDataSource(url(), "sa", ""));
	}

	private long rows() {
		return jdbc().queryForObject("select count(*) from written", Long.class);
	}

	/**
	 * Wait until a process has committed something, or has ended.
	 */
	private void awaitRows(Process process) throws Exception {
		Path mark = this.directory.resolve("mark-" + process.pid());
		while (process.isAlive() && !Files.exists(mark)) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
		assertThat(List.of(0, 143)).as(output()).contains(process.isAlive() ? 0 : process.exitValue());
	}

}
