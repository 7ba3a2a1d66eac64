package com.flexinference.batch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

import com.flexinference.batch.progress.JobProgress;
import com.flexinference.batch.progress.JobReport;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexRequest;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.RecordedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlexJobs} with windows, budgets and progress.
 */
class FlexJobsPacingTests {

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
	void givesRequestsAWindowWhereTheModelCanRace() throws Exception {
		this.fixture.run(this.fixture.numbers(5).write(this.fixture.writer()));
		assertThat(posts()).hasSize(5).extracting(RecordedRequest::window).containsOnly(Duration.ofMinutes(10));
	}

	@Test
	void asksTheStandardTierWhereTheModelCannotRace() throws Exception {
		this.fixture.run(this.fixture.numbers(5)
			.ask((number) -> FlexRequest.of((r) -> r.model("claude-opus-4-8").maxTokens(10).user("Hi " + number)))
			.write(this.fixture.writer()));
		assertThat(posts()).hasSize(5)
			.allMatch((request) -> request.json().path("start_within").asString().equals("default"));
	}

	@Test
	void keepsTheWindowOfARequest() throws Exception {
		this.fixture.run(this.fixture.numbers(5)
			.ask((number) -> FlexRequest.of((r) -> r.startWithin(Duration.ofSeconds(7)).user("Hi " + number)))
			.write(this.fixture.writer()));
		assertThat(posts()).extracting(RecordedRequest::window).containsOnly(Duration.ofSeconds(7));
	}

	@Test
	void stopsAtItsBudgetAndGoesOnWithALargerOne() throws Exception {
		this.fixture.router.on((request) -> request.method().equals("POST")
				? LocalAnswer.text("Hi").servedOn("flex").cost(1_000) : null);
		JobExecution execution = this.fixture
			.run(this.fixture.numbers(200).budget("0.1 USD").write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(execution.getStepExecutions()).singleElement()
			.extracting((step) -> step.getExitStatus().getExitDescription())
			.asString()
			.contains("The budget of 0.1000 USD");
		assertThat(this.fixture.written).hasSizeBetween(95, 100);
		execution = this.fixture.run(this.fixture.numbers(200).budget("0.21 USD").write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.fixture.written).hasSize(200).doesNotHaveDuplicates();
	}

	@Test
	void countsWhatAnExecutionThatFailedHadInFlight() throws Exception {
		this.fixture.router.on((request) -> request.method().equals("POST")
				? LocalAnswer.text("Hi").servedOn("flex").cost(1_000) : null);
		this.fixture.run(this.fixture.numbers(500).write((chunk) -> {
			if (!this.fixture.written.isEmpty()) {
				throw new IllegalStateException("The writer fails");
			}
			chunk.forEach((answered) -> this.fixture.written.add(answered.key()));
		}));
		int before = posts().size();
		// Enough for one more request at the standard price, but not for what is
		// repeated.
		String budget = BigDecimal.valueOf((this.fixture.written.size() + 2) * 1_000L, 6) + " USD";
		JobExecution execution = this.fixture
			.run(this.fixture.numbers(500).budget(budget).write(this.fixture.writer()));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
		assertThat(posts()).hasSize(before);
	}

	@Test
	void tellsAListenerHowFarItIs() throws Exception {
		List<JobProgress> told = new CopyOnWriteArrayList<>();
		List<JobReport> reports = new CopyOnWriteArrayList<>();
		this.fixture.run(this.fixture.numbers(50).items(50).listener(new ProgressListener() {

			@Override
			public void progressed(JobProgress progress) {
				told.add(progress);
			}

			@Override
			public void ended(JobReport report) {
				reports.add(report);
			}

		}).write(this.fixture.writer()));
		assertThat(told).last().satisfies((progress) -> {
			assertThat(progress.done()).isEqualTo(50);
			assertThat(progress.items()).isEqualTo(50);
			assertThat(progress.inFlight()).isZero();
		});
		assertThat(reports).singleElement().satisfies((report) -> {
			assertThat(report.answered()).isEqualTo(50);
			assertThat(report.tiers().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
			assertThat(report.costMicroUsd()).isPositive().isLessThanOrEqualTo(report.standardMicroUsd());
		});
		assertThat(this.fixture.jobs.progress()).isEmpty();
	}

	@Test
	void keepsFourFifthsOfThePermitsBusyWhereLatenciesDiffer() throws Exception {
		int items = 1_500;
		Random random = new Random(8);
		AtomicInteger arrived = new AtomicInteger();
		this.fixture.router.on((request) -> {
			if (!request.method().equals("POST")) {
				return null;
			}
			arrived.incrementAndGet();
			double millis = 120 * Math.exp(0.8 * random.nextGaussian());
			return LocalAnswer.text("Hi").servedOn("flex").cost(10).delayedBy(Duration.ofMillis((long) millis));
		});
		List<Integer> inFlight = new CopyOnWriteArrayList<>();
		ScheduledExecutorService sampler = Executors.newScheduledThreadPool(1);
		sampler.scheduleAtFixedRate(() -> {
			if (arrived.get() > 300 && arrived.get() < items) {
				this.fixture.jobs.progress().values().forEach((progress) -> inFlight.add(progress.inFlight()));
			}
		}, 5, 5, TimeUnit.MILLISECONDS);
		try {
			this.fixture.run(this.fixture.numbers(items).concurrency(48).write(this.fixture.writer()));
		}
		finally {
			sampler.shutdownNow();
		}
		double busy = inFlight.stream().mapToInt(Integer::intValue).average().orElseThrow() / 48;
		System.out.printf("%.1f %% of the permits were busy%n", 100 * busy);
		assertThat(busy).isGreaterThan(0.8);
	}

	private List<RecordedRequest> posts() {
		return this.fixture.router.requests().stream().filter((request) -> request.method().equals("POST")).toList();
	}

}
