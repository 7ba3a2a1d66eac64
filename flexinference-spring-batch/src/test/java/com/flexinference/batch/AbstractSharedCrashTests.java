package com.flexinference.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Freezes and kills processes that work on a job with others, on a database server.
 */
@Tag("crash")
abstract class AbstractSharedCrashTests {

	/** Two blocks. */
	static final int ITEMS = 1_000;

	Processes processes;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.processes = processes(directory);
	}

	/**
	 * Create processes without a job on an empty database.
	 * @param directory the directory for their log
	 * @return the processes
	 */
	abstract Processes processes(Path directory);

	@AfterEach
	void close() throws Exception {
		this.processes.close();
	}

	@Test
	void blocksOfAFrozenAndOfAKilledWorkerAreTakenByAnother() throws Exception {
		this.processes.answerAfter(Duration.ofMillis(500), 0.3);
		Future<JobExecution> manager = this.processes.manage(ITEMS);
		Process frozen = this.processes.start(BatchRole.WORKER, ITEMS);
		Process killed = this.processes.start(BatchRole.WORKER, ITEMS);
		this.processes.await(() -> workers() == 2 && this.processes.written() > 0);
		signal(frozen, "STOP");
		this.processes.answerAfter(Duration.ofMillis(100), 0.3);
		awaitBlocksTaken(1);
		this.processes.answerAfter(Duration.ofMillis(500), 0.3);
		signal(frozen, "CONT");
		long written = this.processes.written();
		this.processes.await(() -> this.processes.written() > written + 50);
		killed.destroyForcibly().waitFor();
		assertThat(this.processes.written()).isLessThan(ITEMS);
		awaitBlocksTaken(2);
		this.processes.answerAfter(Duration.ZERO, 0);
		assertThat(manager.get(2, TimeUnit.MINUTES).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(frozen.isAlive()).isTrue();
		this.processes.check(ITEMS, 2);
	}

	private long workers() {
		return this.processes.jdbc.queryForObject("select count(distinct owner) from flex_heartbeat where block_no > 0"
				+ " and in_flight > 0 and beat > current_timestamp - interval '2' second", Long.class);
	}

	private static void signal(Process process, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
	}

	private void awaitBlocksTaken(int count) throws InterruptedException {
		long death = System.nanoTime();
		this.processes.await(() -> this.processes.output().split("died. This worker continues it.", -1).length > count);
		Duration took = Duration.ofNanos(System.nanoTime() - death);
		System.out.println("The block of a worker was taken after " + took);
		assertThat(took).isLessThan(JobProcess.HEARTBEAT_TIMEOUT.plusSeconds(10));
	}

}
