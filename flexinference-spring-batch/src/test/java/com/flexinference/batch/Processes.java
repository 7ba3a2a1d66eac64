package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that work on the same database with the same router, which counts how often
 * each item was asked.
 */
final class Processes implements AutoCloseable {

	/** The most items that may be asked again after a death. */
	private static final int REPEATS = JobProcess.CONCURRENCY + 200;

	final LocalRouter router = Fixture.startRouter();

	final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	final JdbcTemplate jdbc;

	private final String url;

	private final Path log;

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final List<Process> processes = new ArrayList<>();

	Processes(String url, String platform, Path directory) {
		this.url = url;
		this.log = directory.resolve("log");
		this.jdbc = new JdbcTemplate(new DriverManagerDataSource(url));
		Fixture.createTables(this.jdbc, platform);
		this.jdbc.execute("create table written (number bigint)");
		answerAfter(Duration.ZERO, 0);
	}

	/**
	 * Set the latency of the router.
	 * @param median the median
	 * @param deviation the standard deviation of its logarithm
	 */
	void answerAfter(Duration median, double deviation) {
		this.router.on((request) -> {
			if (!request.method().equals("POST")) {
				return null;
			}
			count(request.json().path("input").toString());
			double factor = Math.exp(deviation * ThreadLocalRandom.current().nextGaussian());
			return LocalAnswer.simulated().delayedBy(Duration.ofNanos((long) (median.toNanos() * factor)));
		});
	}

	void count(String item) {
		this.asked.computeIfAbsent(item, (key) -> new AtomicInteger()).incrementAndGet();
	}

	Process start(Object role, long items) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						JobProcess.class.getName()));
		command.addAll(List.of(arguments(role, items)));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		this.processes.add(process);
		return process;
	}

	Future<JobExecution> manage(long items) {
		return run(BatchRole.MANAGER, items);
	}

	/**
	 * Run the job in this process.
	 * @param role manager or standalone
	 * @param items the number of items
	 * @return the execution when it has ended
	 */
	Future<JobExecution> run(BatchRole role, long items) {
		return this.executor.submit(() -> {
			try (AnnotationConfigApplicationContext context = JobProcess.start(arguments(role, items))) {
				return JobProcess.run(context);
			}
		});
	}

	private String[] arguments(Object role, long items) {
		return new String[] { role.toString(), this.url, this.router.baseUrl().toString(), String.valueOf(items) };
	}

	void await(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime() - end).as(this::output).isNegative();
			Thread.sleep(20);
		}
	}

	int requests() {
		return this.asked.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	long written() {
		return this.jdbc.queryForObject("select count(*) from written", Long.class);
	}

	String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	/**
	 * Check that everything was written once, and that few items were asked again.
	 * @param items the number of items
	 * @param deaths how many processes have died
	 */
	void check(int items, int deaths) {
		assertThat(this.jdbc.queryForObject("select count(*) from flex_answer", Long.class)).isEqualTo(items);
		assertThat(written()).isEqualTo(items);
		assertThat(this.jdbc.queryForObject("select count(distinct number) from written", Long.class)).isEqualTo(items);
		assertThat(this.jdbc.queryForList("select distinct status from BATCH_JOB_EXECUTION", String.class))
			.doesNotContain("UNKNOWN", "STARTED");
		int repeated = requests() - this.asked.size();
		System.out.printf("%d deaths: %d of %,d items lost, %d asked again, at most %d are allowed%n", deaths,
				items - written(), items, repeated, deaths * REPEATS);
		assertThat(repeated).isLessThanOrEqualTo(deaths * REPEATS);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.processes.forEach((process) -> process.destroyForcibly().onExit().join());
		this.router.close();
	}

}
