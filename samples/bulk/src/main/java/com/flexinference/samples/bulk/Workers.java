package com.flexinference.samples.bulk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Processes of the same application that are workers.
 */
class Workers implements ApplicationRunner, AutoCloseable {

	private static final int COUNT = 3;

	private final String database;

	private final String baseUrl;

	private final BulkProperties properties;

	private final List<Process> processes = new ArrayList<>();

	Workers(String database, String baseUrl, BulkProperties properties) {
		this.database = database;
		this.baseUrl = baseUrl;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		for (int number = 1; number <= COUNT; number++) {
			File log = new File("target/worker-" + number + ".log");
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), BulkApplication.class.getName(),
					"--spring.profiles.active=worker", "--spring.datasource.url=" + this.database,
					"--flexinference.base-url=" + this.baseUrl, "--flexinference.api-key=worker",
					"--bulk.reviews=" + this.properties.reviews(),
					"--bulk.concurrency=" + this.properties.concurrency())
				.redirectErrorStream(true)
				.redirectOutput(log)
				.start();
			this.processes.add(process);
			System.out.println("Worker " + number + " is process " + process.pid() + " with its log in " + log);
		}
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroy);
	}

}
