package com.flexinference.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts the same application on several class paths in turn, plain and processed ahead
 * of time.
 */
public final class StartUp {

	private static final List<String> APPLICATIONS = List.of("empty", "restclient", "flexinference", "spring-ai",
			"spring-ai-openai");

	private static final String STARTED = "started in ";

	private StartUp() {
	}

	/**
	 * Measure and write a table to a file in {@code target}.
	 * @param args the number of rounds
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		Map<String, List<Double>> millis = new LinkedHashMap<>();
		for (int round = 0; round < Integer.parseInt(args[0]); round++) {
			for (boolean aot : new boolean[] { false, true }) {
				for (String application : APPLICATIONS) {
					millis.computeIfAbsent(application + aot, (key) -> new ArrayList<>()).add(start(application, aot));
				}
			}
		}
		StringBuilder table = new StringBuilder(
				"| application | jars | MB | ms | of restclient | ms with AOT | of restclient |\n|---|--:|--:|--:|--:|--:|--:|\n");
		for (String application : APPLICATIONS) {
			List<File> jars = jars(application);
			double bytes = jars.stream().mapToLong(File::length).sum();
			table.append(String.format(Locale.ROOT, "| %s | %d | %.2f |", application, jars.size(), bytes / 1e6));
			for (boolean aot : new boolean[] { false, true }) {
				double median = median(millis.get(application + aot));
				table.append(String.format(Locale.ROOT, " %.0f | %.2f |", median,
						median / median(millis.get("restclient" + aot))));
			}
			table.append('\n');
		}
		System.out.print(table);
		Files.writeString(Path.of("target", "startup-" + Runtime.version().feature() + ".md"), table);
	}

	private static double start(String application, boolean aot) throws IOException {
		Path target = Path.of("startup", application, "target");
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classpath = target.resolve("classes") + File.pathSeparator + classpath(application);
		Process process = new ProcessBuilder(java, "-Dspring.aot.enabled=" + aot, "-cp", classpath,
				"com.flexinference.benchmarks.startup.Application", "--flexinference.api-key=flex_live_benchmark",
				"--spring.ai.openai.api-key=flex_live_benchmark")
			.redirectErrorStream(true)
			.start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int from = out.indexOf(STARTED);
		if (from < 0) {
			throw new IOException(out);
		}
		return Double.parseDouble(out.substring(from + STARTED.length()).strip());
	}

	private static List<File> jars(String application) throws IOException {
		return List.of(classpath(application).split(File.pathSeparator)).stream().map(File::new).toList();
	}

	private static String classpath(String application) throws IOException {
		return Files.readString(Path.of("startup", application, "target", "classpath"));
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

}
