package com.flexinference.benchmarks.peer;

import java.util.function.Consumer;
import java.util.function.Function;

import com.flexinference.benchmarks.Format;
import com.flexinference.client.FlexEvent;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexStream;
import com.flexinference.client.StartWithin;
import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

/**
 * Ours.
 */
final class FlexInference implements Peer {

	private final FlexInferenceClient client;

	private FlexInference(String baseUrl, TransportKind kind) {
		this.client = FlexInferenceClient.builder()
			.baseUrl(baseUrl)
			.apiKey("flex_live_benchmark")
			.http(HttpSettings.defaults().withKind(kind))
			.build();
	}

	static Peer onJdk(String baseUrl) {
		return new FlexInference(baseUrl, TransportKind.JDK);
	}

	static Peer onApache(String baseUrl) {
		return new FlexInference(baseUrl, TransportKind.APACHE);
	}

	@Override
	public Object ask(Format format) {
		return calls(format).create(request(format)).text();
	}

	@Override
	public void stream(Format format, Reading reading, Consumer<Object> sink) {
		Function<FlexEvent, Object> read = switch (reading) {
			case RAW -> (event) -> event;
			case TEXT -> FlexEvent::textDelta;
			case JSON -> FlexEvent::json;
		};
		try (FlexStream stream = open(format)) {
			for (FlexEvent event : stream) {
				sink.accept(read.apply(event));
			}
		}
	}

	@Override
	public FlexStream open(Format format) {
		return calls(format).stream(request(format));
	}

	private FlexInferenceClient.Calls calls(Format format) {
		return switch (format) {
			case CHAT -> this.client.chatCompletions();
			case RESPONSES -> this.client.responses();
			case MESSAGES -> this.client.messages();
		};
	}

	private static FlexRequest request(Format format) {
		return FlexRequest.of((request) -> {
			request.model("gpt-5.5").user("Write a haiku.").startWithin(StartWithin.DEFAULT);
			if (format == Format.MESSAGES) {
				request.maxTokens(1024);
			}
		});
	}

	@Override
	public void close() {
		this.client.close();
	}

}
