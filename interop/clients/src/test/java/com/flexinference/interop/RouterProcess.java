package com.flexinference.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.flexinference.router.StandaloneRouter;

/**
 * A local router that runs alone, as it does for teams that use no JVM.
 *
 * @param process the process
 * @param baseUrl where it answers
 */
record RouterProcess(Process process, String baseUrl) implements AutoCloseable {

	private static final Pattern URL = Pattern.compile("http://\\S+/v1");

	static RouterProcess start() throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(
				List.of(java, "-cp", classPath, StandaloneRouter.class.getName(), "--port", "0"))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = process.inputReader();
		Matcher url = URL.matcher(String.valueOf(output.readLine()));
		if (!url.find()) {
			process.destroy();
			throw new IllegalStateException("The local router did not say where it is");
		}
		return new RouterProcess(process, url.group());
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
