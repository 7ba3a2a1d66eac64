package com.flexinference.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The project of npm in {@code interop/node}.
 */
final class NodeProject {

	private static final Path DIRECTORY = Path.of("../node").toAbsolutePath().normalize();

	/**
	 * Install exactly what the lock file says.
	 */
	void install() throws InterruptedException {
		int exitCode = npm("", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
		if (exitCode != 0) {
			throw new IllegalStateException("'npm ci' failed with " + exitCode + ", see the output above");
		}
	}

	/**
	 * Run npm; its output goes to ours.
	 * @param baseUrl where the router is
	 * @param arguments the arguments
	 * @return the exit code
	 */
	int npm(String baseUrl, String... arguments) throws InterruptedException {
		List<String> command = new ArrayList<>(List.of(isWindows() ? "npm.cmd" : "npm"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true);
		builder.environment().put("FLEXINFERENCE_BASE_URL", baseUrl);
		try {
			Process process = builder.start();
			process.getOutputStream().close();
			process.inputReader().lines().forEach(System.out::println);
			return process.waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The clients for Node need Node.js 22 or later with npm. "
					+ "Install it, or leave them out with -Dinterop.node=false", ex);
		}
	}

	private static boolean isWindows() {
		return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
	}

}
