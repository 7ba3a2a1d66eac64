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
 * Kills a process that works on a job with others, on a database server.
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
	void theBlockOfAKilledWorkerIsTakenByAnother() throws Exception {
		Future<JobExecution> manager = this.processes.manage(ITEMS);
		workInBothBlocks().destroyForcibly().waitFor();
		awaitBlockTaken();
		assertThat(manager.get(2, TimeUnit.MINUTES).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		this.processes.check(ITEMS, 1);
	}

	/**
	 * Start two workers, and wait until each of them has one of the two blocks of a job.
	 * Answers are so slow that no block is complete.
	 * @return one of the workers
	 */
	Process workInBothBlocks() throws Exception {
		this.processes.answerAfter(Duration.ofSeconds(1), 0.3);
		Process worker = this.processes.start(BatchRole.WORKER, ITEMS);
		this.processes.start(BatchRole.WORKER, ITEMS);
		this.processes.await(() -> workers() == 2 && this.processes.written() > 0);
		this.processes.answerAfter(Duration.ofMillis(100), 0.3);
		return worker;
	}

	private long workers() {
		return this.processes.jdbc.queryForObject("select count(distinct owner) from flex_heartbeat where block_no > 0"
				+ " and in_flight > 0 and beat > current_timestamp - interval '2' second", Long.class);
	}

	void awaitBlockTaken() throws InterruptedException {
		long death = System.nanoTime();
		this.processes.await(() -> this.processes.output().contains("died. This worker continues it."));
		Duration took = Duration.ofNanos(System.nanoTime() - death);
		System.out.println("The block of a worker was taken after " + took);
		assertThat(took).isLessThan(JobProcess.HEARTBEAT_TIMEOUT.plusSeconds(10));
	}

}
