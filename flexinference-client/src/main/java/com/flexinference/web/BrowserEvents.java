package com.flexinference.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;

import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexStream;
import com.flexinference.client.internal.json.WireJson;
import com.flexinference.client.message.Answer;

/**
 * The events of one answer, in the order in which they are sent.
 */
final class BrowserEvents {

	/**
	 * A comment, which browsers ignore.
	 */
	static final ServerSentEvent<String> HEARTBEAT = ServerSentEvent.<String>builder().comment("").build();

	private static final Set<String> LAST = Set.of("end", "failure");

	private static final Log logger = LogFactory.getLog(FlexSse.class);

	private final Supplier<FlexStream> opener;

	private boolean started;

	private volatile @Nullable FlexStream stream;

	BrowserEvents(Supplier<FlexStream> opener) {
		this.opener = opener;
	}

	FlexStream open() {
		FlexStream opened = this.opener.get();
		this.stream = opened;
		return opened;
	}

	void close() {
		FlexStream opened = this.stream;
		if (opened != null) {
			opened.close();
		}
	}

	List<ServerSentEvent<String>> of(FlexEvent event) {
		List<ServerSentEvent<String>> events = new ArrayList<>(2);
		if (!this.started) {
			this.started = true;
			events.add(event("start", Map.of()));
		}
		if (event.textDelta() != null) {
			events.add(event("text", Map.of("text", event.textDelta())));
		}
		return events;
	}

	ServerSentEvent<String> end() {
		Answer answer = Objects.requireNonNull(this.stream).answer();
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("model", answer.model());
		data.put("finishReason", answer.finishReason());
		data.put("refusal", answer.refusal());
		data.put("servedTier", answer.servedTier());
		data.put("usage", answer.usage());
		data.put("cost", answer.cost());
		data.put("savings", answer.savings());
		data.put("routing", answer.routing());
		data.values().removeIf((value) -> value == null);
		return event("end", data);
	}

	static ServerSentEvent<String> failure(Throwable failure) {
		if (failure instanceof FlexInferenceException) {
			logger.warn("Ended the stream to the browser with a failure: " + failure);
		}
		else {
			logger.error("Ended the stream to the browser with a failure", failure);
		}
		return event("failure", BrowserFailure.describe(failure));
	}

	static boolean isLast(ServerSentEvent<String> event) {
		return event.event() != null && LAST.contains(event.event());
	}

	private static ServerSentEvent<String> event(String name, Map<String, ?> data) {
		return ServerSentEvent.builder(WireJson.text(data)).event(name).build();
	}

}
