package com.flexinference.router.internal.live;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * Tells the open live pages what happens, by server-sent events. While none is open it
 * only counts.
 */
public final class LiveFeed {

	private static final int RECENT = 200;

	private static final int LONGEST_QUEUE = 1_000;

	private static final int HEARTBEAT_SECONDS = 15;

	private static final int LONGEST_TEXT = 100;

	private final Deque<ObjectNode> recent = new ArrayDeque<>();

	private final Set<BlockingQueue<String>> pages = ConcurrentHashMap.newKeySet();

	private final ObjectNode totals = Json.object("requests", 0L, "windows", 0L, "flex", 0L, "refused", 0L, "microUsd",
			0L, "savedMicroUsd", 0L);

	// Returns the request as pages show it: no keys, no prompts, no answers
	public synchronized ObjectNode arrived(String method, String path, JsonNode body) {
		ObjectNode request = Json.object("id", add("requests", 1), "arrival", System.currentTimeMillis(), "method",
				shorten(method), "path", shorten(path), "model", shorten(body.path("model").asString("")),
				"startWithin", shorten(body.path("start_within").asString("")), "stream",
				body.path("stream").asBoolean(false));
		if (this.recent.size() == RECENT) {
			this.recent.removeFirst();
		}
		this.recent.addLast(request);
		publish(request);
		return request;
	}

	private static String shorten(String text) {
		return (text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) + "…" : text;
	}

	public synchronized void answered(ObjectNode request, ObjectNode answer) {
		add("windows", answer.path("reason").asString("").startsWith("flex_") ? 1 : 0);
		add("flex", "flex".equals(answer.path("tier").asString("")) ? 1 : 0);
		add("refused", (answer.path("status").asInt() >= 400) ? 1 : 0);
		add("microUsd", answer.path("microUsd").asLong(0));
		add("savedMicroUsd", answer.path("savedMicroUsd").asLong());
		request.setAll(answer);
		publish(request);
	}

	private long add(String total, long more) {
		long sum = this.totals.path(total).longValue() + more;
		this.totals.put(total, sum);
		return sum;
	}

	public synchronized void ended(ObjectNode request, String outcome) {
		request.put("outcome", outcome);
		publish(request);
	}

	private void publish(ObjectNode request) {
		if (!this.pages.isEmpty()) {
			String event = event(List.of(request), false);
			// A page that cannot follow is dropped; it connects again
			this.pages.removeIf((page) -> !page.offer(event));
		}
	}

	private String event(Collection<ObjectNode> requests, boolean all) {
		return "data: " + Json.text(Json.object("all", all, "totals", this.totals, "requests", requests)) + "\n\n";
	}

	// Writes what happened and all that happens, until the page or the router goes away
	public void writeTo(OutputStream out) throws IOException {
		BlockingQueue<String> page = open();
		try {
			do {
				String event = page.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
				out.write(((event != null) ? event : ": still here\n\n").getBytes(StandardCharsets.UTF_8));
				out.flush();
			}
			while (this.pages.contains(page));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The router was closed");
		}
		finally {
			this.pages.remove(page);
		}
	}

	private synchronized BlockingQueue<String> open() {
		BlockingQueue<String> page = new LinkedBlockingQueue<>(LONGEST_QUEUE);
		page.add(event(this.recent, true));
		this.pages.add(page);
		return page;
	}

}
