package com.flexinference.batch;

import org.junit.jupiter.api.Test;

import com.flexinference.batch.internal.ledger.ItemId;
import com.flexinference.batch.internal.ledger.ItemIds;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ItemIds} and {@link ItemId}.
 */
class ItemIdsTests {

	@Test
	void addsEachIdOnce() {
		ItemIds ids = new ItemIds();
		for (int i = 0; i < 100_000; i++) {
			assertThat(ids.add(new ItemId(i * 7919L, i % 100))).isTrue();
		}
		for (int i = 0; i < 100_000; i++) {
			assertThat(ids.add(new ItemId(i * 7919L, i % 100))).isFalse();
		}
	}

	@Test
	void tellsApartWhereOnePartEndsAndTheNextBegins() {
		assertThat(ItemId.of("ab", "c", "d")).isNotEqualTo(ItemId.of("a", "bc", "d"));
	}

	@Test
	void isWrittenInFull() {
		assertThat(new ItemId(1, -1)).hasToString("0000000000000001ffffffffffffffff");
	}

}
