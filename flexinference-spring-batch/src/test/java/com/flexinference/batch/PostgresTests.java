package com.flexinference.batch;

import java.io.IOException;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ledger and for jobs on PostgreSQL.
 */
class PostgresTests extends AbstractDatabaseTests {

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
	void executionWhoseHeartIsSilentIsRecovered() throws Exception {
		try (Fixture fixture = fixture()) {
			fixture.run(fixture.numbers(1).write(fixture.writer()));
			fixture.jdbc
				.update("insert into flex_heartbeat values (7, 'x', 1, 1, 0, 1, 0, 0, current_timestamp, null)");
			assertThat(fixture.jobs.recover()).isEmpty();
			assertThat(fixture.jdbc.queryForList("select 1 from flex_heartbeat where job_execution_id > 0")).isEmpty();
		}
	}

}
