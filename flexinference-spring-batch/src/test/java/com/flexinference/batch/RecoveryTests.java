package com.flexinference.batch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for executions that are taken for dead, rightly or not.
 */
class RecoveryTests {

	private Fixture fixture;

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final CountDownLatch writing = new CountDownLatch(1);

	private final CountDownLatch goOn = new CountDownLatch(1);

	@BeforeEach
	void start() throws Exception {
		this.fixture = new Fixture();
	}

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.fixture.close();
	}

	private Future<JobExecution> startAndHold() throws Exception {
		Future<JobExecution> running = this.executor
			.submit(() -> this.fixture.run(this.fixture.numbers(1_000).write((chunk) -> {
				this.writing.countDown();
				this.goOn.await();
				chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
			})));
		this.writing.await();
		return running;
	}

	@Test
	void leavesAloneWhatIsAlive() throws Exception {
		Future<JobExecution> running = startAndHold();
		assertThat(this.fixture.jobs.recover()).isEmpty();
		assertThatExceptionOfType(JobExecutionAlreadyRunningException.class)
			.isThrownBy(() -> this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer())));
		this.goOn.countDown();
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(1_000).doesNotHaveDuplicates();
		assertThat(rows("flex_heartbeat")).isZero();
	}

	@Test
	void refusesToStartBesideAStepThatStillDrains() throws Exception {
		Future<JobExecution> running = startAndHold();
		this.fixture.operator.stop(this.fixture.repository.findRunningJobExecutions("numbers").iterator().next());
		assertThatExceptionOfType(JobExecutionAlreadyRunningException.class)
			.isThrownBy(() -> this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer())));
		this.goOn.countDown();
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(1_000).doesNotHaveDuplicates();
	}

	@Test
	void refusesToStartBesideAStepWhoseHeartBeats() throws Exception {
		Future<JobExecution> running = startAndHold();
		this.fixture.operator.recover(this.fixture.repository.findRunningJobExecutions("numbers").iterator().next());
		JobExecution beside = this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer()));
		assertThat(beside.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(beside.getAllFailureExceptions()).first()
			.asString()
			.contains("Another execution of the step 'numbers' is alive");
		this.goOn.countDown();
		assertThat(running.get().getStatus()).isNotEqualTo(BatchStatus.UNKNOWN);
	}

	@Test
	void anExecutionThatWasTakenForDeadCommitsNothingMoreAndEndsInOrder() throws Exception {
		Future<JobExecution> frozen = startAndHold();
		long id = this.fixture.jdbc.queryForObject("select job_execution_id from flex_heartbeat", Long.class);
		this.fixture.jdbc.update("delete from flex_heartbeat");
		this.fixture.jdbc.update(
				"insert into flex_heartbeat values (0, 'x', ?, 1, 0, 1, 0, 0, current_timestamp - interval '1' hour, null)",
				id);
		assertThat(this.fixture.jobs.recover()).containsExactly(id);
		this.goOn.countDown();
		assertThat(frozen.get().getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(rows("flex_answer")).isZero();
		this.fixture.written.clear();
		assertThat(this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(1_000).doesNotHaveDuplicates();
	}

	@Test
	void anExecutionThatSomebodyElseRecoveredDoesNotEndAsUnknown() throws Exception {
		Future<JobExecution> running = startAndHold();
		this.fixture.operator.recover(this.fixture.repository.findRunningJobExecutions("numbers").iterator().next());
		this.goOn.countDown();
		assertThat(running.get().getStatus()).isNotEqualTo(BatchStatus.UNKNOWN);
		assertThat(this.fixture.run(this.fixture.numbers(1_000).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(1_000).doesNotHaveDuplicates();
	}

	@Test
	void stopsWhenAnotherProcessAsksForIt() throws Exception {
		Future<JobExecution> running = startAndHold();
		this.fixture.jdbc.update("update batch_job_execution set status = 'STOPPING', version = version + 1");
		this.goOn.countDown();
		assertThat(running.get().getStatus()).isIn(BatchStatus.STOPPED, BatchStatus.COMPLETED);
		assertThat(this.fixture.asked.size()).isEqualTo(this.fixture.written.size());
	}

	private long rows(String table) {
		return this.fixture.jdbc.queryForObject("select count(*) from " + table, Long.class);
	}

}
