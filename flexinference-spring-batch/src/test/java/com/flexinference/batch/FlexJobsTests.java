package com.flexinference.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.FileSystemResource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.batch.item.FailureLimitExceededException;
import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link FlexJobs}.
 */
class FlexJobsTests {

	private Fixture fixture;

	@BeforeEach
	void start() throws Exception {
		this.fixture = new Fixture();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void writesEachAnswerOnceWhenTheWriterIsSlow() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(2_500).concurrency(32).write((chunk) -> {
			TimeUnit.MILLISECONDS.sleep(20);
			chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
		}));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(2_500).doesNotHaveDuplicates();
		assertThat(this.fixture.count("outcome = 'ANSWERED'")).isEqualTo(2_500);
		StepExecution step = execution.getStepExecutions().iterator().next();
		assertThat(step.getReadCount()).isEqualTo(2_500);
		assertThat(step.getWriteCount()).isEqualTo(2_500);
	}

	@Test
	void asksAnItemThatIsReadTwiceOnce() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(100)
			.key((number) -> number % 10)
			.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number % 10 + "?")))
			.write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(10).doesNotHaveDuplicates();
		assertThat(this.fixture.asked.values()).extracting(AtomicInteger::get).containsOnly(1);
	}

	@Test
	void commitsAgainAfterTheConnectionToTheDatabaseWasLost() throws Exception {
		AtomicInteger writes = new AtomicInteger();
		JobExecution execution = this.fixture.run(this.fixture.numbers(100).write((chunk) -> {
			if (writes.incrementAndGet() == 1) {
				throw new DataAccessResourceFailureException("The connection broke");
			}
			chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
		}));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(100).doesNotHaveDuplicates();
	}

	@Test
	void writesEachLineOnceIfACommitFails(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("answers");
		AtomicInteger writes = new AtomicInteger();
		FlatFileItemWriter<Answered<Long, FlexResponse>> writer = new FlatFileItemWriter<>(new FileSystemResource(file),
				Answered::key) {

			@Override
			public void write(Chunk<? extends Answered<Long, FlexResponse>> chunk) throws Exception {
				super.write(chunk);
				if (writes.getAndIncrement() % 3 == 0) {
					failCommit();
				}
			}

		};
		JobExecution execution = this.fixture.run(this.fixture.numbers(1_000).write(writer));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(writes).hasValueGreaterThan(3);
		assertThat(Files.readAllLines(file)).hasSize(1_000).doesNotHaveDuplicates();
	}

	private static void failCommit() {
		// After the writer's own synchronization, which adds the lines to the file.
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void beforeCommit(boolean readOnly) {
				throw new DataAccessResourceFailureException("The connection broke");
			}

		});
	}

	@Test
	void readsTypedAnswers() throws Exception {
		this.fixture.router.on((request) -> LocalAnswer.text("{\"mood\":\"GLAD\"}"));
		List<Sentiment> answers = new ArrayList<>();
		this.fixture.run(this.fixture.numbers(3)
			.as(Sentiment.class)
			.write((chunk) -> chunk.forEach((answered) -> answers.add(answered.value()))));
		assertThat(answers).containsOnly(new Sentiment(Mood.GLAD)).hasSize(3);
	}

	@Test
	void givesUpWhatCannotBeAnswered() throws Exception {
		this.fixture.router.on((request) -> {
			String input = request.json().path("input").toString();
			return input.contains(" 3?") ? LocalAnswer.error("moderation_blocked")
					: input.contains(" 4?") ? LocalAnswer.text("no JSON") : LocalAnswer.text("{\"mood\":\"GLAD\"}");
		});
		JobExecution execution = this.fixture.run(this.fixture.numbers(10)
			.as(Sentiment.class)
			.write(this.fixture.writer())
			.writeFailures(this.fixture::writeFailures));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(8);
		assertThat(this.fixture.failed).extracting(Failed::code)
			.containsExactlyInAnyOrder("moderation_blocked", "invalid_answer");
		assertThat(this.fixture.count("outcome = 'FAILED'")).isEqualTo(2);
	}

	@Test
	void givesUpARequestThatCannotBeSent() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(3)
			.ask((number) -> FlexRequest.of((r) -> r.with((number == 1) ? "service_tier" : "user", "flex").user("Hi")))
			.write(this.fixture.writer())
			.writeFailures(this.fixture::writeFailures));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).containsExactlyInAnyOrder("0", "2");
		assertThat(this.fixture.failed).extracting(Failed::code).containsExactly("invalid_request");
	}

	@Test
	void givesUpARequestWithAWindowThatCannotBeRead() throws Exception {
		this.fixture.run(this.fixture.numbers(2)
			.ask((number) -> FlexRequest
				.of((r) -> r.with("start_within", (number == 1) ? "soon" : "00h-01m-00s").user("Hi")))
			.write(this.fixture.writer())
			.writeFailures(this.fixture::writeFailures));
		assertThat(this.fixture.written).containsExactly("0");
		assertThat(this.fixture.failed).singleElement()
			.satisfies((failed) -> assertThat(failed.failure()).hasMessageContaining("start_within"));
	}

	@Test
	void givesUpAnItemForWhichNoRequestIsMadeAndAsksWhenThereIsOne() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(10).failureLimit(1).ask((number) -> {
			if (number == 3) {
				throw new IllegalStateException("no text");
			}
			return (number == 4) ? null : FlexRequest.of((r) -> r.user("What is " + number + "?"));
		}).write(this.fixture.writer()).writeFailures(this.fixture::writeFailures));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.fixture.failed).extracting(Failed::code).containsExactly("ask_failed", "ask_failed");
		assertThat(this.fixture.failed).extracting((failed) -> failed.failure().getMessage())
			.containsExactlyInAnyOrder(
					"The request for the item '3' could not be created: java.lang.IllegalStateException: no text",
					"The function 'ask' returned null for the item '4'. Return a request for each item.");
		assertThat(this.fixture.run(this.fixture.numbers(10).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(10).doesNotHaveDuplicates();
	}

	@Test
	void givesUpAnItemForWhichAnErrorIsThrown() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(10).ask((number) -> switch (number.intValue()) {
			case 3 -> throw new StackOverflowError();
			case 4 -> throw new AssertionError("no text");
			case 5 -> throw new NoClassDefFoundError("Text");
			default -> FlexRequest.of((r) -> r.user("What is " + number + "?"));
		}).write(this.fixture.writer()).writeFailures(this.fixture::writeFailures));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(7);
		assertThat(this.fixture.failed).extracting(Failed::key).containsExactlyInAnyOrder("3", "4", "5");
	}

	@Test
	void doesNotGiveUpAnItemForAFailureOfTheProcess() throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(10).ask((number) -> {
			throw new OutOfMemoryError("Made up");
		}).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).first().asString().contains("OutOfMemoryError");
	}

	@Test
	void givesUpItemsWithoutAKeyAndAsksWhenTheyHaveOne() throws Exception {
		JobExecution execution = this.fixture.run(withoutKey(this.fixture.numbers(10)).failureLimit(2));
		assertThat(execution.getAllFailureExceptions()).first().isInstanceOf(FailureLimitExceededException.class);
		assertThat(this.fixture.failed).extracting((failed) -> failed.failure().getMessage())
			.containsExactlyInAnyOrder(
					"The function 'key' returned null for item 4 of numbers. Return a unique key for each item.",
					"The function 'key' failed for item 5 of numbers: java.lang.IllegalStateException: no id",
					"The function 'key' failed for item 6 of numbers: java.lang.StackOverflowError");
		assertThat(this.fixture.count("outcome = 'GAVE_UP' and item_key like 'item % of numbers'")).isEqualTo(3);
		this.fixture.failed.clear();
		execution = this.fixture.run(withoutKey(this.fixture.numbers(10)).failureLimit(2));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.fixture.failed).hasSize(3);
		assertThat(this.fixture.run(this.fixture.numbers(10).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(10).doesNotHaveDuplicates();
		assertThat(this.fixture.asked.values()).extracting(AtomicInteger::get).containsOnly(1);
	}

	private FlexJobBuilder<Long, FlexResponse> withoutKey(FlexJobBuilder<Long, FlexResponse> numbers) {
		return numbers.key((number) -> switch (number.intValue()) {
			case 3 -> null;
			case 4 -> throw new IllegalStateException("no id");
			case 5 -> throw new StackOverflowError();
			default -> number;
		}).write(this.fixture.writer()).writeFailures(this.fixture::writeFailures);
	}

	@Test
	void goesOnWhereAListenerFails() throws Exception {
		AtomicInteger ends = new AtomicInteger();
		JobExecution execution = this.fixture
			.run(this.fixture.numbers(10).write(this.fixture.writer()).listener(new ProgressListener() {

				@Override
				public void progressed(JobProgress progress) {
					throw new IllegalStateException("The listener fails");
				}

				@Override
				public void ended(JobReport report) {
					ends.incrementAndGet();
					throw new AssertionError("The listener fails");
				}

			}));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(10);
		assertThat(ends).hasValue(1);
	}

	@Test
	void asksAgainWhatMayPass() throws Exception {
		this.fixture.refuse(2);
		JobExecution execution = this.fixture.run(this.fixture.numbers(5).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(5);
	}

	@Test
	void doesNotCountRefusalsForWhichTheServiceSaysHowLongToWait() throws Exception {
		this.fixture.refuse(20);
		JobExecution execution = this.fixture.run(this.fixture.numbers(5).attempts(1).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(5);
		assertThat(this.fixture.failed).isEmpty();
	}

	@Test
	void asksInTheNextExecutionWhatWasGivenUpForNow() throws Exception {
		this.fixture.answer(3, LocalAnswer.error("internal_error"));
		JobExecution execution = this.fixture
			.run(this.fixture.numbers(10).attempts(1).failureLimit(1).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).first().isInstanceOf(FailureLimitExceededException.class);
		assertThat(this.fixture.run(this.fixture.numbers(10).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(10).doesNotHaveDuplicates();
	}

	@Test
	void stopsAtOnceWhereNoItemCanBeAnswered() throws Exception {
		this.fixture.router.on((request) -> LocalAnswer.error("invalid_api_key"));
		JobExecution execution = this.fixture
			.run(this.fixture.numbers(1_000).concurrency(4).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.fixture.count("1 = 1")).isZero();
		assertThat(this.fixture.router.requests()).hasSizeLessThan(20);
	}

	@Test
	void asksAnewWhereTheRequestHasChanged() throws Exception {
		this.fixture.run(this.fixture.numbers(1_000).write(failingAfter(1)));
		int before = this.fixture.written.size();
		this.fixture.run(this.fixture.numbers(1_000)
			.ask((number) -> FlexRequest.of((r) -> r.user("Tell me " + number)))
			.write(this.fixture.writer()));
		assertThat(before).isBetween(1, 999);
		assertThat(this.fixture.written).hasSize(before + 1_000);
		assertThat(new HashSet<>(this.fixture.written)).hasSize(1_000);
	}

	private ItemWriter<Answered<Long, FlexResponse>> failingAfter(int chunks) {
		AtomicInteger calls = new AtomicInteger();
		return (chunk) -> {
			if (calls.incrementAndGet() > chunks) {
				throw new IllegalStateException("The writer fails");
			}
			chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
		};
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void failsWithWhatAWriterThrows(CapturedOutput output) throws Exception {
		JobExecution execution = this.fixture.run(this.fixture.numbers(2_000).write(failingAfter(1)));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions()).first()
			.hasToString("java.lang.IllegalStateException: The writer fails");
		assertThat(output).contains("The writer fails").doesNotContain("CancellationException", "InterruptedException");
		assertThat(this.fixture.count("1 = 1")).isEqualTo(this.fixture.written.size());
		assertThat(this.fixture.run(this.fixture.numbers(2_000).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(2_000).doesNotHaveDuplicates();
	}

	@Test
	void reportsWhatItAskedTwiceAfterAFailure() throws Exception {
		this.fixture.run(this.fixture.numbers(2_000).write(failingAfter(1)));
		List<JobReport> reports = new ArrayList<>();
		this.fixture.run(this.fixture.numbers(2_000).write(this.fixture.writer()).listener(new ProgressListener() {

			@Override
			public void ended(JobReport report) {
				reports.add(report);
			}

		}));
		long repeated = this.fixture.asked.values().stream().filter((times) -> times.get() > 1).count();
		assertThat(repeated).isPositive();
		assertThat(reports).singleElement()
			.extracting(JobReport::repeated, InstanceOfAssertFactories.LONG)
			.isBetween(repeated, 64L + 200);
	}

	@Test
	void failsWithWhatAReaderThrowsAndCommitsWhatIsInFlight() throws Exception {
		AtomicInteger next = new AtomicInteger();
		JobExecution execution = this.fixture.run(this.fixture.jobs.job("numbers", () -> {
			if (next.get() == 100) {
				throw new IllegalStateException("The reader fails");
			}
			return next.getAndIncrement();
		})
			.key((number) -> number)
			.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")))
			.write(this.fixture.writer()));
		assertThat(execution.getAllFailureExceptions()).first()
			.hasToString("java.lang.IllegalStateException: The reader fails");
		assertThat(this.fixture.asked).hasSize(this.fixture.written.size());
		assertThat(this.fixture.run(this.fixture.numbers(100).write(this.fixture.writer())).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(100).doesNotHaveDuplicates();
		assertThat(this.fixture.asked.values()).extracting(AtomicInteger::get).containsOnly(1);
	}

	@Test
	void stopsWhileTheServiceAsksToWait() throws Exception {
		CountDownLatch refused = new CountDownLatch(1);
		this.fixture.router.on((request) -> {
			if (!request.method().equals("POST")) {
				return null;
			}
			refused.countDown();
			return LocalAnswer.error("rate_limit_exceeded").header("Retry-After", "3000");
		});
		Thread stopper = new Thread(() -> {
			try {
				refused.await();
				this.fixture.jobs.stop();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		stopper.start();
		JobExecution execution = this.fixture.run(this.fixture.numbers(100).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(this.fixture.count("1 = 1")).isZero();
		stopper.join();
	}

	@Test
	void givesUpAnItemWhoseAnswerItsTypeRefuses() throws Exception {
		this.fixture.router.on((request) -> LocalAnswer.text("{\"value\":-1}"));
		JobExecution execution = this.fixture.run(this.fixture.numbers(2)
			.as(Positive.class)
			.write(this.fixture.writer())
			.writeFailures(this.fixture::writeFailures));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.failed).hasSize(2);
	}

	@Test
	void keepsTheCostOfAnAnswerWhoseTypeThrowsAnError() throws Exception {
		this.fixture.router.on((request) -> LocalAnswer.text("{\"value\":1}").cost(7));
		this.fixture.run(this.fixture.numbers(2)
			.as(Broken.class)
			.write(this.fixture.writer())
			.writeFailures(this.fixture::writeFailures));
		assertThat(this.fixture.failed).hasSize(2)
			.allSatisfy((failed) -> assertThat(failed.failure()).hasMessageContaining("for the item '" + failed.key()));
		assertThat(this.fixture.count("cost_micro_usd = 7")).isEqualTo(2);
	}

	@Test
	void asksNothingTwiceAfterAStop() throws Exception {
		CountDownLatch some = new CountDownLatch(3);
		Thread stopper = new Thread(() -> {
			try {
				some.await();
				this.fixture.jobs.stop();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		stopper.start();
		JobExecution execution = this.fixture.run(this.fixture.numbers(20_000).write((chunk) -> {
			chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
			some.countDown();
		}));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(this.fixture.written).hasSizeLessThan(20_000);
		assertThat(this.fixture.asked.size()).isEqualTo(this.fixture.written.size());
		stopper.join();
	}

	@Test
	void saysWhatIsMissing() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.fixture.jobs.job("numbers", () -> null).write(this.fixture.writer()).build())
			.withMessage("The job 'numbers' needs key(…), such as key(Review::id)");
		assertThatIllegalStateException().isThrownBy(() -> this.fixture.numbers(1).build())
			.withMessage("The job 'numbers' needs write(…), which receives the answers");
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.numbers(1).budget("25 EUR"))
			.withMessageContaining("Write it as '25 USD'");
	}

	record Positive(int value) {

		Positive {
			if (value < 0) {
				throw new IllegalArgumentException("It is negative");
			}
		}

	}

	record Broken(int value) {

		Broken {
			throw new AssertionError("It is broken");
		}

	}

	record Sentiment(Mood mood) {
	}

	enum Mood {

		GLAD, SAD

	}

}
