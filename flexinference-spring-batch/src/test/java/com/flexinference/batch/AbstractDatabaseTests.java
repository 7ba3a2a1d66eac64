package com.flexinference.batch;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ledger and for jobs on a database server.
 */
abstract class AbstractDatabaseTests extends LedgerTests {

	@Test
	void jobGoesOnAfterAFailure() throws Exception {
		try (Fixture fixture = fixture()) {
			fixture.run(fixture.numbers(1_000).write((chunk) -> {
				if (fixture.written.size() > 300) {
					throw new IllegalStateException("The writer fails");
				}
				chunk.forEach((answered) -> fixture.written.add(answered.key()));
			}));
			assertThat(fixture.count("1 = 1")).isEqualTo(fixture.written.size()).isLessThan(1_000);
			assertThat(fixture.run(fixture.numbers(1_000).write(fixture.writer())).getStatus())
				.isEqualTo(BatchStatus.COMPLETED);
			assertThat(fixture.written).hasSize(1_000).doesNotHaveDuplicates();
			assertThat(fixture.count("1 = 1")).isEqualTo(1_000);
		}
	}

}
