package com.flexinference.batch;

import java.util.stream.IntStream;

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
		for (int round = 0; round < 2; round++) {
			long added = IntStream.range(0, 50_000)
				.filter((i) -> ids.add(ItemId.of(String.valueOf(i), "RESPONSES", "{}")))
				.count();
			assertThat(added).isEqualTo((round == 0) ? 50_000 : 0);
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
