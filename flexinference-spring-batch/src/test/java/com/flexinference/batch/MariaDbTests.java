package com.flexinference.batch;

import java.nio.file.Path;
import java.time.Duration;

import ch.vorburger.exec.ManagedProcessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Tests for the ledger and for jobs on MariaDB.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaDbTests extends AbstractDatabaseTests {

	private static MariaDbServer server;

	@BeforeAll
	static void startServer(@TempDir Path directory) throws ManagedProcessException {
		server = new MariaDbServer(directory);
	}

	@AfterAll
	static void stopServer() throws ManagedProcessException {
		server.close();
	}

	@Override
	Fixture fixture() throws Exception {
		return new Fixture(new DriverManagerDataSource(server.url()), "mariadb", Duration.ofSeconds(1));
	}

}
