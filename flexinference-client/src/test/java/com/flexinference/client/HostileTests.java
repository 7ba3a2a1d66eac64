package com.flexinference.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the client throws its own exceptions only, whatever the server sends.
 */
@ParameterizedClass
@EachTransport
@Timeout(30)
class HostileTests {

	private static final String KEY = "flex_live_secret";

	private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ofSeconds(1));

	@Parameter
	private TransportKind kind;

	static Set<String> responses() {
		return Hostile.RESPONSES.keySet();
	}

	@Test
	void thereAreManyKinds() {
		assertThat(responses()).hasSizeGreaterThan(60);
	}

	@ParameterizedTest
	@MethodSource("responses")
	void throwsItsOwnExceptionsOnly(String name) {
		byte[] response = Hostile.RESPONSES.get(name);
		try (TestServer server = TestServer.start((connection) -> {
			connection.write(response);
			connection.close();
		}); FlexInferenceClient client = server.clientBuilder(this.kind).timeouts(TIMEOUTS).build()) {
			for (CallerFormat format : CallerFormat.values()) {
				accepts(() -> client.calls(format).create(request()), HostileTests::read);
				accepts(() -> client.calls(format).stream(request()), HostileTests::read);
			}
			accepts(() -> client.models().list(), List::toString);
			accepts(() -> client.models().retrieve("m"), FlexModel::toString);
			accepts(client::limits, FlexLimits::toString);
		}
	}

	private static FlexRequest request() {
		return FlexRequest.of((r) -> r.user("q").maxTokens(9));
	}

	private static void read(FlexResponse response) {
		accepts(() -> response.bodyAs(Object.class), Object::toString);
		for (Callable<?> part : List.<Callable<?>>of(response::text, response::json, response::answer, response::body,
				response::usage, response::cost, response::routing, response::spendRemaining, response::retries,
				response::toString)) {
			accepts(part, Object::hashCode);
		}
	}

	private static void read(FlexStream stream) {
		try (stream) {
			accepts(() -> stream.events().toList(),
					(events) -> events.forEach((event) -> accepts(event::json, JsonNode::toString)));
			accepts(stream::answer, Object::toString);
			accepts(stream::spendRemaining, String::valueOf);
			accepts(stream::retries, String::valueOf);
		}
	}

	/**
	 * Assert that a call returns, or throws an exception of ours, and that neither shows
	 * the key or more than one line.
	 */
	private static <T> void accepts(Callable<T> call, Consumer<? super T> reader) {
		T result;
		try {
			result = call.call();
		}
		catch (FlexInferenceException ex) {
			for (Throwable shown = ex; shown != null; shown = shown.getCause()) {
				isFitToBeShown(String.valueOf(shown.getMessage()));
			}
			return;
		}
		catch (Exception ex) {
			throw new AssertionError("A foreign exception left the client", ex);
		}
		if (result != null) {
			if (result.getClass().getName().startsWith("com.flexinference.")) {
				isFitToBeShown(result.toString());
			}
			reader.accept(result);
		}
	}

	private static void isFitToBeShown(String text) {
		assertThat(text).hasSizeLessThan(12_000).matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*").doesNotContain(KEY);
	}

}
