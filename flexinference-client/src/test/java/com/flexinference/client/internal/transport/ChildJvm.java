package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class of the tests in a JVM of its own.
 */
final class ChildJvm {

	private final List<String> command = new ArrayList<>();

	private ChildJvm(Class<?> main, List<String> options, String... arguments) {
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		this.command.addAll(options);
		this.command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		this.command.addAll(List.of(arguments));
	}

	/**
	 * Run a main method and wait for the JVM to exit.
	 * @param main the class with the method
	 * @param options options for the JVM
	 * @param arguments arguments for the method
	 * @return what it has printed
	 */
	static String run(Class<?> main, List<String> options, String... arguments) throws Exception {
		return new ChildJvm(main, options, arguments).run();
	}

	private String run() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(this.command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		try {
			if (!process.waitFor(20, TimeUnit.SECONDS)) {
				throw new AssertionError("The JVM does not exit");
			}
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
