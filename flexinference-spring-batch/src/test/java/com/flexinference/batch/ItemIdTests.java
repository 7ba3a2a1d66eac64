package com.flexinference.batch;

import org.junit.jupiter.api.Test;

import com.flexinference.batch.internal.ledger.ItemId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ItemId}.
 */
class ItemIdTests {

	@Test
	void tellsApartWhereOnePartEndsAndTheNextBegins() {
		assertThat(ItemId.of("ab", "c", "d")).isNotEqualTo(ItemId.of("a", "bc", "d"));
	}

	@Test
	void isWrittenInFull() {
		assertThat(new ItemId(1, -1)).hasToString("0000000000000001ffffffffffffffff");
	}

}
