package com.flexinference.router;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * A tab of a headless Chromium, driven over its DevTools protocol.
 */
final class Browser implements AutoCloseable, WebSocket.Listener {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String LISTENING = "DevTools listening on ";

	private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();

	private final List<String> problems = new ArrayList<>();

	private final StringBuilder message = new StringBuilder();

	private final Process process;

	private final WebSocket socket;

	private @Nullable String session;

	private int lastCall;

	private Browser(Process process, URI devTools) {
		this.process = process;
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(devTools, this)
			.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
			.join();
	}

	static Browser open(String executable, URI url) throws IOException {
		Process process = new ProcessBuilder(executable, "--headless=new", "--no-sandbox", "--disable-gpu",
				"--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
				"--window-size=1180,760", "--remote-debugging-port=0",
				"--user-data-dir=" + Path.of("target", "browser").toAbsolutePath())
			.redirectErrorStream(true)
			.start();
		Browser browser = new Browser(process, devTools(process));
		JsonNode target = browser.call("Target.createTarget", Json.object("url", "about:blank"));
		browser.session = browser
			.call("Target.attachToTarget", Json.object("targetId", target.path("targetId").asString(), "flatten", true))
			.path("sessionId")
			.asString();
		browser.call("Runtime.enable", Json.object());
		browser.call("Log.enable", Json.object());
		browser.call("Page.navigate", Json.object("url", url.toString()));
		return browser;
	}

	private static URI devTools(Process process) throws IOException {
		BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
		String line = output.readLine();
		while (line != null && !line.startsWith(LISTENING)) {
			line = output.readLine();
		}
		if (line == null) {
			throw new IOException("The browser ended");
		}
		Thread drain = new Thread(() -> output.lines().forEach((rest) -> {
		}), "browser-output");
		drain.setDaemon(true);
		drain.start();
		return URI.create(line.substring(LISTENING.length()));
	}

	/**
	 * Evaluate a script, again and again until the result is not empty.
	 */
	String await(String script) {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		String result = evaluate(script);
		while (result.isEmpty() && System.nanoTime() < end) {
			result = evaluate(script);
		}
		if (result.isEmpty()) {
			throw new IllegalStateException("'" + script + "' stayed empty; problems: " + problems());
		}
		return result;
	}

	String evaluate(String script) {
		ObjectNode params = Json.object()
			.put("expression",
					"new Promise((r) => requestAnimationFrame(() => setTimeout(() => r(String((" + script
							+ ") || '')), 20)))")
			.put("awaitPromise", true);
		return call("Runtime.evaluate", params).path("result").path("value").asString("");
	}

	void prefer(String colorScheme) {
		ObjectNode params = Json.object();
		params.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", colorScheme);
		call("Emulation.setEmulatedMedia", params);
	}

	void screenshot(Path file) throws IOException {
		String png = call("Page.captureScreenshot", Json.object()).path("data").asString();
		Files.createDirectories(file.getParent());
		Files.write(file, Base64.getDecoder().decode(png));
	}

	/**
	 * Return what the browser complained about: exceptions, refused resources and such.
	 */
	synchronized List<String> problems() {
		return List.copyOf(this.problems);
	}

	private JsonNode call(String method, ObjectNode params) {
		int id = ++this.lastCall;
		CompletableFuture<JsonNode> result = new CompletableFuture<>();
		this.calls.put(id, result);
		ObjectNode call = Json.object().put("id", id).put("method", method).set("params", params);
		if (this.session != null) {
			call.put("sessionId", this.session);
		}
		this.socket.sendText(Json.text(call), true);
		return result.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.message.append(data);
		if (last) {
			receive(Json.read(this.message.toString()));
			this.message.setLength(0);
		}
		socket.request(1);
		return null;
	}

	private synchronized void receive(JsonNode received) {
		CompletableFuture<JsonNode> call = this.calls.remove(received.path("id").asInt(0));
		if (call != null) {
			call.complete(received.path("result"));
		}
		String event = received.path("method").asString("");
		if (event.equals("Runtime.exceptionThrown") || event.equals("Log.entryAdded")) {
			this.problems.add(Json.text(received.path("params")));
		}
	}

	@Override
	public void close() {
		this.socket.abort();
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
