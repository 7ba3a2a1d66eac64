package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills and freezes processes that share a job on PostgreSQL. The property
 * {@code batch.kills} says how often, by default three times; {@code batch.scale=true}
 * measures 1, 2 and 4 workers.
 */
@Tag("crash")
class SharedCrashTests {

	private static final Duration LATENCY = Duration.ofMillis(100);

	/** The most that may be asked twice after a death. */
	private static final int REPEATS = SharedProcess.CONCURRENCY * 2 + 200;

	private static EmbeddedPostgres postgres;

	private final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	private final List<Process> processes = new ArrayList<>();

	private JdbcTemplate jdbc;

	private LocalRouter router;

	@TempDir
	private Path directory;

	@BeforeAll
	static void startServer() throws IOException {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		postgres.close();
	}

	@BeforeEach
	void start() {
		this.jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"),
				new ClassPathResource("com/flexinference/batch/schema-postgresql.sql"))
			.execute(postgres.getPostgresDatabase());
		this.jdbc.execute("create table written (number bigint)");
		this.router = LocalRouter.builder().latency(Duration.ZERO).apiKey("test-key").build().start();
		answerAfter(0.3, LATENCY);
	}

	private void answerAfter(double deviation, Duration median) {
		this.router.on((request) -> {
			if (!request.method().equals("POST")) {
				return null;
			}
			this.asked.computeIfAbsent(request.json().path("input").toString(), (key) -> new AtomicInteger())
				.incrementAndGet();
			double factor = Math.exp(deviation * ThreadLocalRandom.current().nextGaussian());
			return LocalAnswer.simulated().delayedBy(Duration.ofNanos((long) (median.toNanos() * factor)));
		});
	}

	@AfterEach
	void stop() throws Exception {
		for (Process process : this.processes) {
			process.destroyForcibly().waitFor();
		}
		this.router.close();
		this.jdbc.execute("drop schema public cascade; create schema public");
	}

	@Test
	void theBlockOfAKilledWorkerIsTakenByAnother() throws Exception {
		Process manager = start(BatchRole.MANAGER, 6_000);
		Process killed = start(BatchRole.WORKER, 6_000);
		await(() -> rows() > 0);
		long owner = owner();
		start(BatchRole.WORKER, 6_000);
		await(() -> workers() == 2);
		List<String> blocks = this.jdbc.queryForList("select step_name from flex_heartbeat where owner = ?",
				String.class, owner);
		killed.destroyForcibly().waitFor();
		long death = System.nanoTime();
		await(() -> isTaken(blocks, owner));
		Duration took = Duration.ofNanos(System.nanoTime() - death);
		System.out.println("The blocks of a killed worker were taken after " + took);
		assertThat(took).isLessThan(SharedProcess.HEARTBEAT_TIMEOUT.plusSeconds(10));
		assertThat(manager.waitFor()).as(this::output).isZero();
		check(6_000, 1);
	}

	private long owner() {
		return this.jdbc.queryForObject("select min(owner) from flex_heartbeat where block_no > 0"
				+ " and beat > current_timestamp - interval '1' hour", Long.class);
	}

	private boolean isTaken(List<String> blocks, long owner) {
		return blocks.stream()
			.noneMatch((block) -> this.jdbc.queryForObject(
					"select count(*) from flex_heartbeat where step_name = ? and owner = ?", Long.class, block,
					owner) > 0);
	}

	@Test
	void aFrozenWorkerWritesNothingTwice() throws Exception {
		Process manager = start(BatchRole.MANAGER, 2_000);
		Process frozen = start(BatchRole.WORKER, 2_000);
		await(() -> rows() > 0);
		signal(frozen, "STOP");
		long owner = owner();
		List<String> blocks = this.jdbc.queryForList("select step_name from flex_heartbeat where owner = ?",
				String.class, owner);
		start(BatchRole.WORKER, 2_000);
		await(() -> isTaken(blocks, owner));
		signal(frozen, "CONT");
		assertThat(manager.waitFor()).as(this::output).isZero();
		assertThat(frozen.isAlive()).isTrue();
		check(2_000, 1);
	}

	@Test
	void losesNothingWhenProcessesAreKilled() throws Exception {
		int kills = Integer.getInteger("batch.kills", 3);
		int items = 2_000 + 1_000 * kills;
		Random random = new Random(7);
		List<BatchRole> roles = List.of(BatchRole.MANAGER, BatchRole.WORKER, BatchRole.WORKER);
		List<Process> running = new ArrayList<>();
		for (BatchRole role : roles) {
			running.add(start(role, items));
		}
		int killed = 0;
		while (killed < kills && running.get(0).isAlive()) {
			long rows = rows();
			await(() -> rows() >= rows + 200);
			int victim = (killed + 1) % roles.size();
			TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
			running.get(victim).destroyForcibly().waitFor();
			running.set(victim, start(roles.get(victim), items));
			killed++;
		}
		assertThat(running.get(0).waitFor()).as(this::output).isZero();
		check(items, killed);
	}

	@Test
	@EnabledIfSystemProperty(named = "batch.scale", matches = "true")
	void fourWorkersAreNearlyFourTimesAsFast() throws Exception {
		answerAfter(0.8, Duration.ofMillis(300));
		double alone = measure(1);
		double two = measure(2);
		double four = measure(4);
		System.out.printf("1, 2 and 4 workers took %.1f, %.1f and %.1f s: %.2f and %.2f times as fast%n", alone, two,
				four, alone / two, alone / four);
		assertThat(alone / four).isGreaterThan(3.6);
	}

	private double measure(int workers) throws Exception {
		int before = starts();
		List<Process> started = new ArrayList<>();
		for (int i = 0; i < workers; i++) {
			started.add(start(BatchRole.WORKER, 8_000));
		}
		await(() -> starts() == before + workers);
		assertThat(start(BatchRole.MANAGER, 8_000).waitFor()).as(this::output).isZero();
		for (Process worker : started) {
			worker.destroy();
			worker.waitFor();
		}
		double took = this.jdbc.queryForObject(
				"select extract(epoch from max(created_at) - min(created_at)) from flex_answer", Double.class);
		this.jdbc.execute("truncate flex_answer, written, batch_job_instance cascade");
		return took;
	}

	private int starts() {
		return output().split("Start completed", -1).length - 1;
	}

	private void check(int items, int deaths) {
		assertThat(rows()).isEqualTo(items);
		assertThat(this.jdbc.queryForObject("select count(*) from written", Long.class)).isEqualTo(items);
		assertThat(this.jdbc.queryForObject("select count(distinct number) from written", Long.class)).isEqualTo(items);
		assertThat(this.jdbc.queryForList("select distinct status from batch_job_execution", String.class))
			.doesNotContain("UNKNOWN", "STARTED");
		int repeated = this.asked.values().stream().mapToInt((times) -> times.get() - 1).sum();
		System.out.println("After " + deaths + " deaths " + repeated + " items were asked again");
		assertThat(repeated).isLessThanOrEqualTo(deaths * REPEATS);
	}

	private Process start(BatchRole role, int items) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				SharedProcess.class.getName(), role.name(), postgres.getJdbcUrl("postgres", "postgres"),
				this.router.baseUrl().toString(), String.valueOf(items))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
		this.processes.add(process);
		return process;
	}

	private static void signal(Process process, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
	}

	private void await(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime() - end).as(this::output).isNegative();
			Thread.sleep(20);
		}
	}

	private long rows() {
		return this.jdbc.queryForObject("select count(*) from flex_answer", Long.class);
	}

	private long workers() {
		return this.jdbc.queryForObject("select count(distinct owner) from flex_heartbeat where block_no > 0"
				+ " and beat > current_timestamp - interval '2' second", Long.class);
	}

	private String output() {
		try {
			return Files.readString(this.directory.resolve("log"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
