package com.flexinference.batch;

import java.io.IOException;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ledger and for jobs on PostgreSQL.
 */
class PostgresTests extends LedgerTests {

	private static EmbeddedPostgres postgres;

	@BeforeAll
	static void startServer() throws IOException {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		postgres.close();
	}

	@Override
	Fixture fixture() throws Exception {
		return new Fixture(postgres.getPostgresDatabase(), "postgresql", Duration.ofSeconds(1));
	}

	@Test
	void jobGoesOnAfterAFailure() throws Exception {
		try (Fixture fixture = fixture()) {
			fixture.run(fixture.numbers(2_000).write((chunk) -> {
				if (fixture.written.size() > 500) {
					throw new IllegalStateException("The writer fails");
				}
				chunk.forEach((answered) -> fixture.written.add(answered.key()));
			}));
			assertThat(fixture.count("1 = 1")).isEqualTo(fixture.written.size()).isLessThan(2_000);
			assertThat(fixture.run(fixture.numbers(2_000).write(fixture.writer())).getStatus())
				.isEqualTo(BatchStatus.COMPLETED);
			assertThat(fixture.written).hasSize(2_000).doesNotHaveDuplicates();
			assertThat(fixture.count("1 = 1")).isEqualTo(2_000);
		}
	}

	@Test
	void executionWhoseHeartIsSilentIsRecovered() throws Exception {
		try (Fixture fixture = fixture()) {
			fixture.run(fixture.numbers(1).write(fixture.writer()));
			fixture.jdbc.update("insert into flex_heartbeat values (7, 'x', 1, 1, 0, 1, 0, current_timestamp)");
			assertThat(fixture.jobs.recover()).isEmpty();
			assertThat(fixture.jdbc.queryForList("select 1 from flex_heartbeat where job_execution_id > 0")).isEmpty();
		}
	}

}
