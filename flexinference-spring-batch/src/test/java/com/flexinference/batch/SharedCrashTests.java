package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills and freezes processes that share a job on PostgreSQL. The property
 * {@code batch.kills} says how often, by default twice; {@code batch.scale=true} measures
 * 1, 2 and 4 workers; {@code batch.poison=true} lets a block end all five workers that it
 * may end, and not only the last one.
 */
class SharedCrashTests extends AbstractSharedCrashTests {

	/** So many items that the start of a job and its last, slow answers matter little. */
	private static final int SCALED = 16_000;

	private static EmbeddedPostgres postgres;

	@BeforeAll
	static void startServer() throws IOException {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		postgres.close();
	}

	@Override
	Processes processes(Path directory) {
		return new Processes(postgres.getJdbcUrl("postgres", "postgres"), "postgresql", directory);
	}

	@Override
	@AfterEach
	void close() throws Exception {
		super.close();
		this.processes.jdbc.execute("drop schema public cascade; create schema public");
	}

	@Test
	void aBlockThatEndsItsWorkersFailsTheJobWhichThenGoesOn() throws Exception {
		int deaths = Boolean.getBoolean("batch.poison") ? 5 : 1;
		endProcesses(deaths);
		Future<JobExecution> manager = this.processes.manage(ITEMS);
		this.processes.await(() -> this.processes.jdbc.update("update flex_heartbeat set claims = ? where block_no = 2",
				5 - deaths) == 1);
		List<Process> workers = new ArrayList<>();
		for (int i = 0; i <= deaths; i++) {
			workers.add(this.processes.start(BatchRole.WORKER, ITEMS));
		}
		JobExecution failed = manager.get(2, TimeUnit.MINUTES);
		assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(failed.getAllFailureExceptions()).asString()
			.contains("The block 'numbers:2' was taken 5 times", "from 501 to 1000 in the order of the reader");
		assertThat(workers).filteredOn((worker) -> !worker.isAlive())
			.hasSize(deaths)
			.allSatisfy((worker) -> assertThat(worker.exitValue()).isEqualTo(3));
		assertThat(this.processes.manage(ITEMS).get(2, TimeUnit.MINUTES).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		this.processes.check(ITEMS, deaths);
	}

	private void endProcesses(int count) {
		AtomicInteger left = new AtomicInteger(count);
		this.processes.router.on((request) -> {
			boolean ends = request.method().equals("POST") && request.json().path("input").toString().contains(" 700?")
					&& left.getAndDecrement() > 0;
			return ends ? LocalAnswer.text(JobProcess.HALT) : null;
		});
	}

	@Test
	void losesNothingWhenProcessesAreKilled() throws Exception {
		int kills = Integer.getInteger("batch.kills", 2);
		int items = 1_000 + 1_000 * kills;
		this.processes.answerAfter(Duration.ofMillis(100), 0.3);
		Random random = new Random(7);
		List<BatchRole> roles = List.of(BatchRole.MANAGER, BatchRole.WORKER, BatchRole.WORKER);
		List<Process> running = new ArrayList<>();
		for (BatchRole role : roles) {
			running.add(this.processes.start(role, items));
		}
		for (int killed = 0; killed < kills; killed++) {
			long written = this.processes.written();
			this.processes.await(() -> this.processes.written() >= written + 200);
			int victim = killed % roles.size();
			TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
			assertThat(running.get(0).isAlive()).as(this.processes::output).isTrue();
			running.get(victim).destroyForcibly().waitFor();
			running.set(victim, this.processes.start(roles.get(victim), items));
		}
		this.processes.answerAfter(Duration.ZERO, 0);
		assertThat(running.get(0).waitFor()).as(this.processes::output).isZero();
		this.processes.check(items, kills);
	}

	@Test
	@EnabledIfSystemProperty(named = "batch.scale", matches = "true")
	void fourWorkersAreNearlyFourTimesAsFast() throws Exception {
		this.processes.answerAfter(Duration.ofMillis(300), 0.8);
		double[] alone = measure(1);
		double[] two = measure(2);
		double[] four = measure(4);
		System.out.printf(
				"%,d items with 1, 2 and 4 workers: %.1f, %.1f and %.1f s, %.2f and %.2f times as fast"
						+ " (the middle half of the items: %.2f and %.2f times)%n",
				SCALED, alone[0], two[0], four[0], alone[0] / two[0], alone[0] / four[0], alone[1] / two[1],
				alone[1] / four[1]);
		assertThat(alone[0] / four[0]).isGreaterThan(3.6);
	}

	private double[] measure(int workers) throws Exception {
		int before = starts();
		List<Process> started = new ArrayList<>();
		for (int i = 0; i < workers; i++) {
			started.add(this.processes.start(BatchRole.WORKER, SCALED));
		}
		this.processes.await(() -> starts() == before + workers);
		assertThat(this.processes.start(BatchRole.MANAGER, SCALED).waitFor()).as(this.processes::output).isZero();
		for (Process worker : started) {
			worker.destroy();
			worker.waitFor();
		}
		double[] took = { seconds(0, 1), seconds(0.25, 0.75) };
		this.processes.jdbc.execute("truncate flex_answer, written, batch_job_instance cascade");
		return took;
	}

	private double seconds(double from, double to) {
		return this.processes.jdbc.queryForObject("select extract(epoch from percentile_disc(?) within group"
				+ " (order by created_at) - percentile_disc(?) within group (order by created_at)) from flex_answer",
				Double.class, to, from);
	}

	private int starts() {
		return this.processes.output().split("Start completed", -1).length - 1;
	}

}
