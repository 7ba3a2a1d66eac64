package com.flexinference.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills and freezes processes that share a job on PostgreSQL. The property
 * {@code batch.kills} says how often, by default three times; {@code batch.scale=true}
 * measures 1, 2 and 4 workers; {@code batch.poison=true} lets a block end all five
 * workers that it may end, and not only the last one.
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
	void aFrozenWorkerWritesNothingTwice() throws Exception {
		Process manager = this.processes.start(BatchRole.MANAGER, 2_000);
		Process frozen = this.processes.start(BatchRole.WORKER, 2_000);
		this.processes.await(() -> this.processes.written() > 0);
		signal(frozen, "STOP");
		long owner = owner();
		List<String> blocks = blocks(owner);
		this.processes.start(BatchRole.WORKER, 2_000);
		this.processes.await(() -> isTaken(blocks, owner));
		signal(frozen, "CONT");
		assertThat(manager.waitFor()).as(this.processes::output).isZero();
		assertThat(frozen.isAlive()).isTrue();
		this.processes.check(2_000, 1);
	}

	private static void signal(Process process, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
	}

	@Test
	void aBlockThatEndsItsWorkersFailsTheJobWhichThenGoesOn() throws Exception {
		int deaths = Boolean.getBoolean("batch.poison") ? 5 : 1;
		Process manager = this.processes.start(BatchRole.MANAGER, 1_000, "700");
		this.processes.await(() -> blocks("block_no = 2") == 1);
		this.processes.jdbc.update("update flex_heartbeat set claims = ? where block_no = 2", 5 - deaths);
		Process worker = this.processes.start(BatchRole.WORKER, 1_000, "700");
		for (int i = 0; i < deaths; i++) {
			assertThat(worker.waitFor()).as(this.processes::output).isEqualTo(3);
			worker = this.processes.start(BatchRole.WORKER, 1_000, "700");
		}
		assertThat(manager.waitFor()).as(this.processes::output).isOne();
		assertThat(this.processes.output()).contains("The block 'numbers:2' was taken 5 times",
				"from 501 to 1000 in the order of the reader");
		assertThat(this.processes.jdbc.queryForObject("select status from batch_job_execution", String.class))
			.isEqualTo("FAILED");
		worker.destroy();
		worker.waitFor();
		this.processes.start(BatchRole.WORKER, 1_000);
		assertThat(this.processes.start(BatchRole.MANAGER, 1_000).waitFor()).as(this.processes::output).isZero();
		this.processes.check(1_000, deaths);
	}

	private long blocks(String condition) {
		return this.processes.jdbc.queryForObject("select count(*) from flex_heartbeat where " + condition, Long.class);
	}

	@Test
	void losesNothingWhenProcessesAreKilled() throws Exception {
		int kills = Integer.getInteger("batch.kills", 2);
		int items = 2_000 + 1_000 * kills;
		Random random = new Random(7);
		List<BatchRole> roles = List.of(BatchRole.MANAGER, BatchRole.WORKER, BatchRole.WORKER);
		List<Process> running = new ArrayList<>();
		for (BatchRole role : roles) {
			running.add(this.processes.start(role, items));
		}
		int killed = 0;
		while (killed < kills && running.get(0).isAlive()) {
			long written = this.processes.written();
			this.processes.await(() -> this.processes.written() >= written + 200);
			int victim = killed % roles.size();
			TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
			running.get(victim).destroyForcibly().waitFor();
			running.set(victim, this.processes.start(roles.get(victim), items));
			killed++;
		}
		assertThat(running.get(0).waitFor()).as(this.processes::output).isZero();
		this.processes.check(items, killed);
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
