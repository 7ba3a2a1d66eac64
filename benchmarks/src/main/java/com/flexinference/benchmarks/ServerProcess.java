package com.flexinference.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.flexinference.benchmarks.server.AnswerServer;

/**
 * The process of the server.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final String url;

	private ServerProcess(Process process, String url) {
		this.process = process;
		this.url = url;
	}

	static ServerProcess start() throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), AnswerServer.class.getName())
			.redirectError(Redirect.INHERIT)
			.start();
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		return new ServerProcess(process, out.readLine());
	}

	String url() {
		return this.url;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
