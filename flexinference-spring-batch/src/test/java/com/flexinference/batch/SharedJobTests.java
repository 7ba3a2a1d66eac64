package com.flexinference.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.FailureLimitExceededException;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for jobs whose blocks are taken by workers.
 */
class SharedJobTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final ConcurrentHashMap<String, Integer> written = new ConcurrentHashMap<>();

	private final List<FlexJobs> workers = new ArrayList<>();

	private Fixture fixture;

	@BeforeEach
	void start() throws Exception {
		this.fixture = new Fixture();
	}

	@AfterEach
	void close() {
		this.workers.forEach(this::stop);
		this.executor.shutdownNow();
		this.fixture.close();
	}

	private FlexJobs jobs(BatchRole role) {
		return new FlexJobs(this.fixture.client, new JsonMapper(), this.fixture.repository, this.fixture.dataSource,
				this.fixture.transactionManager, Duration.ofSeconds(1), role);
	}

	private FlexJobBuilder<Long, FlexResponse> numbers(FlexJobs jobs, ItemReader<Long> reader) {
		return jobs.job("numbers", reader)
			.key((number) -> number)
			.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")))
			.concurrency(32)
			.write((chunk) -> chunk.forEach((answered) -> this.written.merge(answered.key(), 1, Integer::sum)));
	}

	private FlexJobs work(int items) {
		return work(items, (builder) -> builder);
	}

	private FlexJobs work(int items, UnaryOperator<FlexJobBuilder<Long, FlexResponse>> settings) {
		FlexJobs worker = jobs(BatchRole.WORKER);
		settings.apply(numbers(worker, new Numbers(items))).build();
		worker.start();
		this.workers.add(worker);
		return worker;
	}

	private JobExecution manage(int items) throws Exception {
		return this.fixture.run(numbers(jobs(BatchRole.MANAGER), new Numbers(items)));
	}

	private void stop(FlexJobs jobs) {
		CountDownLatch stopped = new CountDownLatch(1);
		jobs.stop(stopped::countDown);
		try {
			stopped.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void assertAllWrittenOnce(int items) {
		assertThat(this.written).hasSize(items).allSatisfy((key, times) -> assertThat(times).isOne());
		assertThat(this.fixture.count("1 = 1")).isEqualTo(items);
		assertThat(this.fixture.jdbc.queryForList("select 1 from flex_heartbeat")).isEmpty();
	}

	private void assertAskedOnce(int items) {
		assertThat(this.fixture.asked).hasSize(items).allSatisfy((key, times) -> assertThat(times).hasValue(1));
	}

	@Test
	void givesUpAnItemWithoutAKey() throws Exception {
		UnaryOperator<FlexJobBuilder<Long, FlexResponse>> keys = (builder) -> builder
			.key((number) -> (number == 700) ? null : number);
		work(1_000, keys);
		JobExecution execution = this.fixture.run(keys.apply(numbers(jobs(BatchRole.MANAGER), new Numbers(1_000))));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.written).hasSize(999);
		assertThat(this.fixture.jdbc.queryForObject("select item_key from flex_answer where outcome = 'GAVE_UP'",
				String.class))
			.isEqualTo("item 201 of numbers:2");
	}

	@Test
	void workersShareTheBlocks() throws Exception {
		work(1_700);
		work(1_700);
		AtomicReference<JobProgress> progress = new AtomicReference<>();
		AtomicReference<JobReport> report = new AtomicReference<>();
		JobExecution execution = this.fixture
			.run(numbers(jobs(BatchRole.MANAGER), new Numbers(1_700)).listener(new ProgressListener() {

				@Override
				public void progressed(JobProgress progressed) {
					progress.set(progressed);
				}

				@Override
				public void ended(JobReport ended) {
					report.set(ended);
				}

			}));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(progress.get().toString()).startsWith("1,700/1,700 done").doesNotContain("no worker has a block");
		assertThat(report.get().windows()).containsExactly(entry("00h-10m-00s", 1_700L));
		assertAllWrittenOnce(1_700);
		assertAskedOnce(1_700);
		assertThat(this.fixture.jdbc.queryForObject("select write_count from batch_step_execution where step_name = ?",
				Long.class, "numbers"))
			.isEqualTo(1_700);
		assertThat(this.fixture.jdbc
			.queryForList("select status from batch_step_execution where step_name like 'numbers:%'", String.class))
			.hasSize(4)
			.containsOnly("COMPLETED");
	}

	@Test
	void aWorkerGoesOnIfItsReaderCannotBeClosed() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		FlexJobs worker = jobs(BatchRole.WORKER);
		numbers(worker, new Numbers(600) {

			@Override
			public void close() {
				closed.countDown();
				throw new ItemStreamException("The reader cannot be closed");
			}

		}).build();
		worker.start();
		this.workers.add(worker);
		assertThat(manage(600).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		closed.await();
		JobExecution next = this.fixture.operator.start(numbers(jobs(BatchRole.MANAGER), new Numbers(600)).build(),
				new JobParametersBuilder().addString("night", "2").toJobParameters());
		assertThat(next.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	@Test
	void refusesANameThatBlocksCannotHave() {
		FlexJobs manager = jobs(BatchRole.MANAGER);
		assertThatIllegalStateException().isThrownBy(() -> manager.job("a:b", new Numbers(1))
			.key((number) -> number)
			.ask((number) -> FlexRequest.EMPTY)
			.write((chunk) -> {
			})
			.build()).withMessageContaining("no ':'");
	}

	@Test
	void aJobWithoutItemsCompletes() throws Exception {
		assertThat(manage(0).getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	@Test
	void aFailedBlockFailsTheJobWhichThenGoesOn() throws Exception {
		FlexJobs failing = work(1_000, (builder) -> builder.write((chunk) -> {
			throw new IllegalStateException("The writer fails");
		}));
		JobExecution failed = manage(1_000);
		assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(failed.getAllFailureExceptions()).asString().contains("numbers:1", "The writer fails");
		stop(failing);
		work(1_000);
		assertThat(manage(1_000).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(1_000);
	}

	@Test
	void aStoppedJobAsksNothingTwice() throws Exception {
		this.fixture.latency = Duration.ofMillis(50);
		work(2_000);
		FlexJobs manager = jobs(BatchRole.MANAGER);
		Future<JobExecution> running = this.executor
			.submit(() -> this.fixture.run(numbers(manager, new Numbers(2_000))));
		awaitWritten(100);
		stop(manager);
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(this.written.size()).isLessThan(2_000);
		assertAskedOnce(this.written.size());
		this.fixture.latency = Duration.ZERO;
		assertThat(manage(2_000).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(2_000);
		assertAskedOnce(2_000);
	}

	@ParameterizedTest
	@CsvSource({ "32, 700", "700, 32" })
	void goesOnWithAnotherConcurrency(int first, int second) throws Exception {
		FlexJobs worker = work(2_000, (builder) -> builder.concurrency(first));
		stopAfter(700, numbers(jobs(BatchRole.MANAGER), new Numbers(2_000)).concurrency(first));
		stop(worker);
		work(2_000, (builder) -> builder.concurrency(second));
		JobExecution execution = this.fixture
			.run(numbers(jobs(BatchRole.MANAGER), new Numbers(2_000)).concurrency(second));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(2_000);
		assertAskedOnce(2_000);
	}

	@Test
	void goesOnInAnotherRole() throws Exception {
		stopAfter(300, numbers(jobs(BatchRole.STANDALONE), new Numbers(2_000)));
		FlexJobs worker = work(2_000);
		stopAfter(900, numbers(jobs(BatchRole.MANAGER), new Numbers(2_000)));
		stop(worker);
		JobExecution execution = this.fixture.run(numbers(jobs(BatchRole.STANDALONE), new Numbers(2_000)));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(2_000);
		assertAskedOnce(2_000);
	}

	private void stopAfter(int answers, FlexJobBuilder<?, ?> job) throws Exception {
		this.fixture.latency = Duration.ofMillis(50);
		Future<JobExecution> running = this.executor.submit(() -> this.fixture.run(job));
		awaitWritten(answers);
		assertThat(this.fixture.operator
			.stop(this.fixture.repository.findRunningJobExecutions("numbers").iterator().next())).isTrue();
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(this.written.size()).isLessThan(2_000);
		this.fixture.latency = Duration.ZERO;
	}

	@Test
	void aStoppedWorkerLeavesItsBlockToAnother() throws Exception {
		this.fixture.latency = Duration.ofMillis(50);
		FlexJobs first = work(1_000);
		Future<JobExecution> running = this.executor.submit(() -> manage(1_000));
		awaitWritten(100);
		stop(first);
		assertThat(this.written.size()).isLessThan(1_000);
		this.fixture.latency = Duration.ZERO;
		work(1_000);
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(1_000);
		assertAskedOnce(1_000);
	}

	@Test
	void aRefusalHoldsTheOtherWorker() throws Exception {
		List<Long> others = new CopyOnWriteArrayList<>();
		AtomicLong refused = new AtomicLong();
		this.fixture.router.on((request) -> {
			if (!request.method().equals("POST")) {
				return null;
			}
			long now = System.nanoTime();
			if (request.json().path("input").toString().contains("other")) {
				others.add(now);
			}
			else if (others.size() > 50 && refused.compareAndSet(0, now)) {
				return LocalAnswer.error("rate_limit_exceeded").header("Retry-After", "3");
			}
			boolean over = refused.get() != 0 && now - refused.get() > TimeUnit.SECONDS.toNanos(3);
			return LocalAnswer.simulated().delayedBy(over ? Duration.ZERO : Duration.ofMillis(100));
		});
		work(1_500);
		work(1_500, (builder) -> builder.ask((number) -> FlexRequest.of((r) -> r.user("What is the other " + number))));
		assertThat(manage(1_500).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(1_500);
		assertThat(others).extracting((time) -> Duration.ofNanos(time - refused.get()).toMillis())
			.anyMatch((millis) -> millis < 0)
			.noneMatch((millis) -> millis > 2_000 && millis < 3_000)
			.anyMatch((millis) -> millis > 3_000);
	}

	@Test
	void recoveryLeavesBlocksThatWaitForAWorker() throws Exception {
		Future<JobExecution> running = this.executor.submit(() -> manage(1_000));
		while (this.fixture.jdbc.queryForList("select 1 from flex_heartbeat where block_no = 2").isEmpty()) {
			Thread.sleep(5);
		}
		assertThat(work(1_000).recover()).isEmpty();
		assertThat(running.get().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(1_000);
	}

	private void awaitWritten(int count) throws InterruptedException {
		while (this.written.size() < count) {
			Thread.sleep(5);
		}
	}

	@Test
	void workersKeepTheBudgetTogether() throws Exception {
		this.fixture.latency = Duration.ofMillis(100);
		work(1_500, (builder) -> builder.budget("0.15 USD"));
		work(1_500, (builder) -> builder.budget("0.15 USD"));
		JobExecution stopped = manage(1_500);
		assertThat(stopped.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(stopped.getStepExecutions()).filteredOn((step) -> step.getStepName().equals("numbers"))
			.singleElement()
			.extracting((step) -> step.getExitStatus().getExitDescription())
			.asString()
			.contains("The budget of 0.15");
		long spent = this.fixture.jdbc.queryForObject("select sum(cost_micro_usd) from flex_answer", Long.class);
		assertThat(spent).isBetween(140_000L, 151_500L);
		this.workers.forEach(this::stop);
		this.fixture.latency = Duration.ZERO;
		work(1_500);
		assertThat(manage(1_500).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertAllWrittenOnce(1_500);
	}

	@Test
	void stopsAtTheFailureLimit() throws Exception {
		this.fixture.router
			.on((request) -> request.method().equals("POST") ? LocalAnswer.error("moderation_blocked") : null);
		work(5_000);
		JobExecution execution = this.fixture
			.run(numbers(jobs(BatchRole.MANAGER), new Numbers(5_000)).failureLimit(100));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).hasAtLeastOneElementOfType(FailureLimitExceededException.class);
	}

	@Test
	void triesAgainWhatACompleteBlockGaveUp() throws Exception {
		AtomicBoolean failing = new AtomicBoolean(true);
		UnaryOperator<FlexJobBuilder<Long, FlexResponse>> settings = (builder) -> builder.failureLimit(5)
			.ask((number) -> {
				Assert.state(!failing.get() || number % 500 > 2, "This fails at first");
				return FlexRequest.of((r) -> r.user("What is " + number + "?"));
			});
		work(1_500, settings);
		JobExecution failed = this.fixture.run(settings.apply(numbers(jobs(BatchRole.MANAGER), new Numbers(1_500))));
		assertThat(failed.getAllFailureExceptions()).hasAtLeastOneElementOfType(FailureLimitExceededException.class);
		failing.set(false);
		JobExecution execution = this.fixture.run(settings.apply(numbers(jobs(BatchRole.MANAGER), new Numbers(1_500))));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.written).hasSize(1_500);
		assertAskedOnce(1_500);
	}

	@Test
	void aWorkerWithOtherItemsFailsTheJob() throws Exception {
		work(900);
		JobExecution execution = manage(1_000);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).asString()
			.contains("The reader does not return the items that it returned to the manager");
	}

	@Test
	void otherItemsThanAtTheFirstStartAreRefused() throws Exception {
		FlexJobs failing = work(1_000, (builder) -> builder.write((chunk) -> {
			throw new IllegalStateException("The writer fails");
		}));
		manage(1_000);
		stop(failing);
		JobExecution execution = manage(1_001);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).asString().contains("when the job was first started");
	}

	@Test
	void readersAndWritersThatCannotBeSharedAreRefused() {
		FlexJobs manager = jobs(BatchRole.MANAGER);
		assertThatIllegalStateException().isThrownBy(() -> numbers(manager, () -> null).build())
			.withMessageContaining("must be an ItemStream");
		assertThatIllegalStateException().isThrownBy(() -> numbers(manager, new Numbers(1))
			.write(new FlatFileItemWriterBuilder<Answered<Long, FlexResponse>>().name("answers")
				.resource(new FileSystemResource("answers"))
				.lineAggregator(Answered::key)
				.build())
			.build()).withMessageContaining("write to a database");
	}

}
