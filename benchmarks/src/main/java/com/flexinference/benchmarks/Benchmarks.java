package com.flexinference.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures all clients in one run, in rounds: each round has every client do every work,
 * and clients that are compared follow one another.
 */
public final class Benchmarks {

	private static final Path RESULTS = Path.of("target", "results-" + Runtime.version().feature() + ".tsv");

	private static final int ATTEMPTS = 3;

	private Benchmarks() {
	}

	/**
	 * Measure and write the results to a file in {@code target}.
	 * @param args the number of rounds, and an expression for what to measure: the work
	 * and the client, as in the results
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		int rounds = Integer.parseInt((args.length > 0) ? args[0] : "3");
		Pattern works = Pattern.compile((args.length > 1) ? args[1] : ".*");
		Files.deleteIfExists(RESULTS);
		try (ServerProcess server = ServerProcess.start()) {
			List<Job> jobs = Job.all()
				.stream()
				.filter((job) -> works.matcher(job.title() + " " + job.subject()).find())
				.toList();
			for (int round = 0; round < rounds; round++) {
				for (Job job : jobs) {
					measure(job, round, server.url());
				}
			}
		}
	}

	private static void measure(Job job, int round, String url) throws IOException, RunnerException {
		Map<String, Double> figures = run(new Measurement(job, url));
		StringBuilder lines = new StringBuilder();
		figures.forEach((name, value) -> lines.append(round + "\t" + job.title() + "\t" + job.subject() + "\t" + name
				+ "\t" + String.format(Locale.ROOT, "%.3f", value) + "\n"));
		System.out.print(lines);
		Files.writeString(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	private static Map<String, Double> run(Measurement measurement) throws RunnerException {
		for (int attempt = 1;; attempt++) {
			try {
				return measurement.run();
			}
			catch (RunnerException ex) {
				System.err.println("Attempt " + attempt + " of " + ATTEMPTS + " failed: " + measurement);
				if (attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

}
