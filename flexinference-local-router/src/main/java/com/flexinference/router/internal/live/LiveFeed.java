package com.flexinference.router.internal.live;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.Json;
import com.flexinference.router.internal.wire.RouterResponse;

/**
 * Tells the open live pages what happens, by server-sent events. While none is open it
 * only counts.
 */
public final class LiveFeed {

	private static final int RECENT = 200;

	private static final int LONGEST_QUEUE = 1_000;

	private static final int HEARTBEAT_SECONDS = 15;

	private final Deque<LiveRequest> recent = new ArrayDeque<>();

	private final Set<BlockingQueue<String>> pages = new HashSet<>();

	private final LiveTotals totals = new LiveTotals();

	public synchronized LiveRequest arrived(String method, String path, JsonNode body) {
		LiveRequest live = new LiveRequest(this.totals.addRequest(), Instant.now(), method, path, body);
		if (this.recent.size() == RECENT) {
			this.recent.removeFirst();
		}
		this.recent.addLast(live);
		publish(live);
		return live;
	}

	public synchronized void answered(LiveRequest request, RouterResponse response, Duration startedAfter) {
		request.answered(response, startedAfter);
		this.totals.add(request.toJson());
		publish(request);
	}

	public synchronized void ended(LiveRequest request, String outcome) {
		request.ended(outcome);
		publish(request);
	}

	private void publish(LiveRequest request) {
		if (!this.pages.isEmpty()) {
			String event = event(List.of(request), false);
			// A page that cannot follow is dropped; it connects again
			this.pages.removeIf((page) -> !page.offer(event));
		}
	}

	private String event(Collection<LiveRequest> requests, boolean all) {
		return "data: " + Json.text(Json.object("all", all, "totals", this.totals.toJson(), "requests",
				requests.stream().map(LiveRequest::toJson).toList())) + "\n\n";
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
			while (isOpen(page));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The router was closed");
		}
		finally {
			close(page);
		}
	}

	private synchronized BlockingQueue<String> open() {
		BlockingQueue<String> page = new LinkedBlockingQueue<>(LONGEST_QUEUE);
		page.add(event(this.recent, true));
		this.pages.add(page);
		return page;
	}

	private synchronized boolean isOpen(BlockingQueue<String> page) {
		return this.pages.contains(page);
	}

	private synchronized void close(BlockingQueue<String> page) {
		this.pages.remove(page);
	}

}
