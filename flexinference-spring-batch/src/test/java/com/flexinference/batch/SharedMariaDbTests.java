package com.flexinference.batch;

import java.nio.file.Path;

import ch.vorburger.exec.ManagedProcessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Freezes and kills processes that share a job on MariaDB.
 */
@EnabledIfSystemProperty(named = "batch.mariadb", matches = "true")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class SharedMariaDbTests extends AbstractSharedCrashTests {

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
	Processes processes(Path directory) {
		return new Processes(server.url(), "mariadb", directory);
	}

}
