package com.flexinference.batch;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.router.LocalAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures what takes too long for each build.
 */
@EnabledIfSystemProperty(named = "batch.large", matches = "true")
class LargeJobTests {

	private static final long ITEMS = Long.getLong("batch.items", 1_000_000);

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
	void answersPerSecondWithoutLatency() throws Exception {
		this.fixture.router
			.on((request) -> request.method().equals("POST") ? LocalAnswer.text("Hi").servedOn("flex").cost(10) : null);
		for (String night : List.of("warm-up", "measured")) {
			AtomicLong written = new AtomicLong();
			long begin = System.nanoTime();
			assertThat(this.fixture.operator
				.start(this.fixture.numbers(40_000)
					.concurrency(64)
					.write((chunk) -> written.addAndGet(chunk.size()))
					.build(), new JobParametersBuilder().addString("night", night).toJobParameters())
				.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			System.out.printf("%s: %,.0f answers a second%n", night,
					written.get() / ((System.nanoTime() - begin) / 1e9));
			assertThat(written).hasValue(40_000);
		}
	}

	@Test
	void heapDoesNotGrowWithTheItems() throws Exception {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
				Fixture large = new Fixture(postgres.getPostgresDatabase(), "postgresql", Duration.ofSeconds(10))) {
			large.router.on((request) -> request.method().equals("POST")
					? LocalAnswer.text("Hi").servedOn("flex").cost(10) : null);
			List<Long> heaps = new ArrayList<>();
			AtomicLong written = new AtomicLong();
			large.run(large.numbers(ITEMS).concurrency(64).write((chunk) -> {
				if (written.get() < ITEMS / 10 && written.get() + chunk.size() >= ITEMS / 10) {
					heaps.add(usedHeap());
				}
				else if (written.get() >= ITEMS * 9 / 10) {
					throw new IllegalStateException("The writer fails");
				}
				written.addAndGet(chunk.size());
			}));
			heaps.add(usedHeap());
			long begin = System.nanoTime();
			AtomicLong first = new AtomicLong();
			large.run(large.numbers(ITEMS).concurrency(64).write((chunk) -> {
				first.compareAndSet(0, System.nanoTime());
				written.addAndGet(chunk.size());
			}));
			assertThat(written).hasValue(ITEMS);
			heaps.add(usedHeap());
			System.out.printf(
					"Bytes of heap after a tenth of %,d items, nine tenths, and all after a restart: %s%n"
							+ "The restart took %s until the first answer%n",
					ITEMS, heaps, Duration.ofNanos(first.get() - begin));
			assertThat(Collections.max(heaps) - heaps.get(0)).isLessThan(5_000_000);
		}
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	@Test
	void readsALedgerOfAMillionRowsInSeconds() {
		Ledger ledger = new Ledger(this.fixture.dataSource);
		LedgerScope scope = new LedgerScope(1, 0, 1);
		for (int i = 0; i < 1_000_000;) {
			List<LedgerRow> rows = new ArrayList<>();
			for (int end = i + 1_000; i < end; i++) {
				rows.add(new LedgerRow(ItemId.of(String.valueOf(i), "RESPONSES", "{}"), String.valueOf(i),
						LedgerRow.Outcome.ANSWERED, null, null, "flex", "default", 1L));
			}
			ledger.add(scope, rows);
		}
		long begin = System.nanoTime();
		AtomicLong loaded = new AtomicLong();
		ledger.load(scope, (id) -> loaded.incrementAndGet());
		assertThat(loaded).hasValue(1_000_000);
		assertThat(ledger.totals(1, 0).costMicroUsd()).isEqualTo(1_000_000);
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		System.out.println("Read a ledger of 1,000,000 rows in " + took);
		assertThat(took).isLessThan(Duration.ofSeconds(30));
	}

}
