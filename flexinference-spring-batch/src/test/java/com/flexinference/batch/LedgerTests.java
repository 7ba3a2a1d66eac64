package com.flexinference.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

import com.flexinference.batch.internal.ledger.Heartbeats;
import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.client.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link Ledger} and {@link Heartbeats}.
 */
class LedgerTests {

	private static final LedgerScope SCOPE = new LedgerScope(1, 0, 1);

	private final ExecutorService executor = Executors.newFixedThreadPool(4);

	private Fixture fixture;

	private Ledger ledger;

	@BeforeEach
	void start() throws Exception {
		this.fixture = fixture();
		this.ledger = new Ledger(this.fixture.dataSource);
	}

	Fixture fixture() throws Exception {
		return new Fixture();
	}

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.fixture.close();
	}

	@Test
	void addsWhatIsNotThere() {
		assertThat(add(rows(0, 100))).hasSize(100);
		assertThat(add(rows(50, 150))).hasSize(50)
			.extracting(LedgerRow::key)
			.contains("100", "149")
			.doesNotContain("99");
	}

	@Test
	void saysThatTheTableIsMissing() {
		this.fixture.jdbc.execute("drop table flex_answer");
		assertThatExceptionOfType(InvalidConfigurationException.class)
			.isThrownBy(() -> new Ledger(this.fixture.dataSource))
			.withMessageContaining("The table 'flex_answer' of bulk jobs cannot be read")
			.withMessageContaining("flexinference.batch.initialize-schema=always");
	}

	@Test
	void knowsWhatWasDoneAndSpent() {
		add(rows(0, 10));
		List<ItemId> ids = rows(5, 15).stream().map(LedgerRow::id).toList();
		assertThat(this.ledger.find(SCOPE, ids)).hasSize(5).isSubsetOf(loaded()).isSubsetOf(ids);
		assertThat(loaded()).hasSize(10);
		assertThat(this.ledger.find(SCOPE, List.of())).isEmpty();
		Totals totals = this.ledger.totals(1, 0);
		assertThat(totals.costMicroUsd()).isEqualTo(20);
		assertThat(totals.tiers()).containsExactly(entry("flex", 10L));
		assertThat(totals.windows()).containsExactly(entry("default", 10L));
	}

	private List<ItemId> loaded() {
		List<ItemId> ids = new ArrayList<>();
		this.ledger.load(SCOPE, ids::add);
		return ids;
	}

	@Test
	void hasNoDeadlockWhereTransactionsAddTheSame() throws Exception {
		List<Callable<Integer>> writers = new ArrayList<>();
		for (int writer = 0; writer < 4; writer++) {
			writers.add(() -> {
				int added = 0;
				for (int i = 0; i < 20; i++) {
					List<LedgerRow> rows = rows(i * 100, i * 100 + 150);
					Collections.shuffle(rows);
					added += addAgainAndAgain(rows);
				}
				return added;
			});
		}
		int added = 0;
		for (Future<Integer> writer : this.executor.invokeAll(writers)) {
			added += writer.get();
		}
		assertThat(added).isEqualTo(2_050);
		assertThat(this.fixture.count("1 = 1")).isEqualTo(2_050);
	}

	@Test
	void workersOfAJobAreHeldTogether() {
		this.fixture.jdbc.update("insert into flex_heartbeat (job_instance_id, step_name, job_execution_id, beat)"
				+ " values (7, 'x', 1, current_timestamp)");
		Heartbeats heartbeats = heartbeats();
		assertThat(heartbeats.hold(7, Duration.ofHours(1))).isZero();
		heartbeats.hold(7, Duration.ofMinutes(10));
		assertThat(heartbeats.hold(7, Duration.ZERO)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
		assertThat(heartbeats.hold(8, Duration.ZERO)).isZero();
	}

	@Test
	void blocksOfAStepAreTakenByItsNameInTheSameCase() {
		this.fixture.jdbc.update("insert into flex_heartbeat (job_instance_id, step_name, job_execution_id, block_no,"
				+ " beat) values (7, 'x:1', 1, 1, timestamp '2000-01-01 00:00:00')");
		assertThat(heartbeats().take("X", true)).isNull();
		assertThat(heartbeats().take("x", true)).isNotNull();
	}

	private Heartbeats heartbeats() {
		return new Heartbeats(this.fixture.dataSource, new TransactionTemplate(this.fixture.transactionManager),
				Duration.ofSeconds(1));
	}

	private int addAgainAndAgain(List<LedgerRow> rows) {
		while (true) {
			try {
				return add(rows).size();
			}
			catch (DuplicateKeyException ex) {
				continue;
			}
			catch (TransientDataAccessException ex) {
				assertThat(ex).rootCause().message().doesNotContainIgnoringCase("deadlock");
			}
		}
	}

	private List<LedgerRow> add(List<LedgerRow> rows) {
		return new TransactionTemplate(this.fixture.transactionManager)
			.execute((status) -> this.ledger.add(SCOPE, rows));
	}

	private static List<LedgerRow> rows(int from, int to) {
		return new ArrayList<>(IntStream.range(from, to)
			.mapToObj((i) -> new LedgerRow(ItemId.of(String.valueOf(i), "RESPONSES", "{}"), String.valueOf(i),
					LedgerRow.Outcome.ANSWERED, null, null, "flex", "default", 2L))
			.toList());
	}

}
