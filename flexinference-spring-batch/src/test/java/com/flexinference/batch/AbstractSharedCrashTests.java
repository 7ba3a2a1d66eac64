package com.flexinference.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills a process that works on a job with others, on a database server.
 */
@Tag("crash")
abstract class AbstractSharedCrashTests {

	Processes processes;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.processes = processes(directory);
		this.processes.answerAfter(Duration.ofMillis(100), 0.3);
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
		Process manager = this.processes.start(BatchRole.MANAGER, 6_000);
		Process killed = this.processes.start(BatchRole.WORKER, 6_000);
		this.processes.await(() -> this.processes.written() > 0);
		long owner = owner();
		this.processes.start(BatchRole.WORKER, 6_000);
		this.processes.await(() -> workers() == 2);
		List<String> blocks = blocks(owner);
		killed.destroyForcibly().waitFor();
		long death = System.nanoTime();
		this.processes.await(() -> isTaken(blocks, owner));
		Duration took = Duration.ofNanos(System.nanoTime() - death);
		System.out.println("The blocks of a killed worker were taken after " + took);
		assertThat(took).isLessThan(JobProcess.HEARTBEAT_TIMEOUT.plusSeconds(10));
		assertThat(manager.waitFor()).as(this.processes::output).isZero();
		this.processes.check(6_000, 1);
	}

	long owner() {
		return this.processes.jdbc.queryForObject("select min(owner) from flex_heartbeat where block_no > 0"
				+ " and beat > current_timestamp - interval '1' hour", Long.class);
	}

	private long workers() {
		return this.processes.jdbc.queryForObject("select count(distinct owner) from flex_heartbeat where block_no > 0"
				+ " and beat > current_timestamp - interval '2' second", Long.class);
	}

	List<String> blocks(long owner) {
		return this.processes.jdbc.queryForList("select step_name from flex_heartbeat where owner = ?", String.class,
				owner);
	}

	boolean isTaken(List<String> blocks, long owner) {
		return blocks(owner).stream().noneMatch(blocks::contains);
	}

}
