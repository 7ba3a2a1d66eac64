package com.flexinference.batch.internal.step;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.batch.internal.ledger.LedgerRow;
import com.flexinference.batch.internal.ledger.LedgerScope;
import com.flexinference.client.FlexRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SentItems}.
 */
class SentItemsTests {

	private static final int LARGE = 1 << 20;

	private static final int TINY = 1;

	private final JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:sent;DB_CLOSE_DELAY=-1", "sa",
			"");

	private final AtomicInteger skipped = new AtomicInteger();

	private Ledger ledger;

	@BeforeEach
	void createTables() {
		new ResourceDatabasePopulator(new ClassPathResource("com/flexinference/batch/schema-h2.sql"))
			.execute(this.dataSource);
		this.ledger = new Ledger(this.dataSource);
	}

	@AfterEach
	void dropTables() throws Exception {
		this.dataSource.getConnection().createStatement().execute("shutdown");
		this.dataSource.dispose();
	}

	@Test
	void looksUpNothingThatIsNew() throws Exception {
		SentItems<Integer> items = items(LARGE, 1);
		for (int i = 0; i < 1_000; i++) {
			assertThat(items.unsent(asked(i))).hasSize(1);
		}
		assertThat(items.lookUp()).isEmpty();
	}

	@Test
	void returnsEachItemOnceEvenIfTheFilterIsFull() throws Exception {
		SentItems<Integer> items = items(TINY, 1);
		assertThat(unsent(items, 0, 1_000)).hasSize(1_000).doesNotHaveDuplicates();
		assertThat(this.skipped).hasValue(0);
	}

	@Test
	void skipsWhatWasSentEvenIfTheFilterIsFull() throws Exception {
		commit(1, LedgerRow.Outcome.ANSWERED, 0, 500);
		SentItems<Integer> items = items(TINY, 2);
		assertThat(unsent(items, 0, 1_000)).hasSize(500).allMatch((item) -> item >= 500);
		assertThat(this.skipped).hasValue(500);
	}

	@Test
	void skipsWhatIsReadTwice() throws Exception {
		SentItems<Integer> items = items(LARGE, 1);
		List<Integer> unsent = unsent(items, 0, 100);
		IntStream.range(0, 50).forEach((i) -> items.uncommitted().add(id(i)));
		commit(1, LedgerRow.Outcome.ANSWERED, 50, 100);
		assertThat(unsent).hasSize(100);
		assertThat(unsent(items, 0, 100)).isEmpty();
		assertThat(this.skipped).hasValue(100);
	}

	@Test
	void skipsWhatIsCollectedTwice() throws Exception {
		SentItems<Integer> items = items(TINY, 1);
		assertThat(items.unsent(asked(0))).hasSize(1);
		assertThat(items.unsent(asked(1))).isEmpty();
		assertThat(items.unsent(asked(1))).isEmpty();
		assertThat(items.lookUp()).hasSize(1);
		assertThat(this.skipped).hasValue(1);
	}

	@Test
	void returnsAgainWhatAnEarlierExecutionGaveUpButNotWhatThisOneDid() throws Exception {
		commit(1, LedgerRow.Outcome.GAVE_UP, 0, 100);
		SentItems<Integer> items = items(TINY, 2);
		assertThat(unsent(items, 0, 100)).hasSize(100);
		commit(2, LedgerRow.Outcome.GAVE_UP, 0, 100);
		assertThat(unsent(items, 0, 100)).isEmpty();
	}

	private SentItems<Integer> items(int filterBits, long execution) {
		SentItems<Integer> items = new SentItems<>(this.ledger, scope(execution), filterBits,
				this.skipped::incrementAndGet);
		items.load();
		return items;
	}

	private static LedgerScope scope(long execution) {
		return new LedgerScope(1, 0, execution);
	}

	private List<Integer> unsent(SentItems<Integer> items, int from, int to) throws Exception {
		List<Asked<Integer>> unsent = new ArrayList<>();
		for (int i = from; i < to; i++) {
			unsent.addAll(items.unsent(asked(i)));
		}
		unsent.addAll(items.lookUp());
		return unsent.stream().map(Asked::item).toList();
	}

	private void commit(long execution, LedgerRow.Outcome outcome, int from, int to) {
		this.ledger.add(scope(execution),
				IntStream.range(from, to)
					.mapToObj((i) -> new LedgerRow(id(i), String.valueOf(i), outcome, null, null, null, null, null))
					.toList());
	}

	private static Asked<Integer> asked(int number) {
		return new Asked<>(number, String.valueOf(number), id(number), FlexRequest.EMPTY, null, null);
	}

	private static ItemId id(int number) {
		return ItemId.of(String.valueOf(number), "RESPONSES", "{}");
	}

}
