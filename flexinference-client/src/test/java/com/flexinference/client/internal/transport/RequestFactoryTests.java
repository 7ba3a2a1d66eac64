package com.flexinference.client.internal.transport;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TransportKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the table of request factories in {@code docs/reliability.md}.
 */
@Timeout(30)
class RequestFactoryTests {

	private static final long LONG = 10_000;

	private static final long SHORT = 500;

	private static final org.eclipse.jetty.client.HttpClient jetty = new org.eclipse.jetty.client.HttpClient();

	private static final List<ClientHttpRequestFactory> factories = new ArrayList<>();

	@BeforeAll
	static void createFactories() throws Exception {
		jetty.start();
		factories.add(TestTransports.create(HttpSettings.defaults().withKind(TransportKind.JDK)));
		factories.add(TestTransports.create(HttpSettings.defaults().withKind(TransportKind.APACHE)));
		factories.add(new JettyClientHttpRequestFactory(jetty));
		factories.add(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()));
		for (ClientHttpRequestFactory factory : factories) {
			// The first exchange takes longer than what is waited for.
			Promise.KEPT_ALIVE.isKept(factory, LONG);
		}
	}

	@AfterAll
	static void closeFactories() throws Exception {
		for (ClientHttpRequestFactory factory : factories) {
			if (factory instanceof HttpTransport transport) {
				transport.close();
			}
		}
		LifeCycle.stop(jetty);
	}

	@ParameterizedTest
	@EnumSource
	void tableIsTrue(Promise promise) throws Exception {
		// Later JDKs heed interrupts themselves.
		assumeThat(promise == Promise.INTERRUPT_READ && Runtime.version().feature() > 17).isFalse();
		List<Boolean> row = row(promise);
		List<FutureTask<Boolean>> kept = new ArrayList<>();
		for (ClientHttpRequestFactory factory : factories) {
			// A promise that is not kept is awaited for the whole bound.
			long bound = row.get(kept.size()) ? LONG : SHORT;
			kept.add(new FutureTask<>(() -> promise.isKept(factory, bound)));
		}
		kept.forEach((task) -> new Thread(task).start());
		for (int i = 0; i < kept.size(); i++) {
			assertThat(kept.get(i).get()).as(factories.get(i).toString()).isEqualTo(row.get(i));
		}
	}

	private static List<Boolean> row(Promise promise) throws IOException {
		String title = "| " + promise.text() + " | ";
		String row = Files.readAllLines(Path.of("../docs/reliability.md"))
			.stream()
			.filter((line) -> line.startsWith(title))
			.findFirst()
			.orElseThrow();
		List<String> cells = List.of(row.substring(title.length()).split("[ |]+"));
		assertThat(cells).hasSameSizeAs(factories).isSubsetOf("yes", "no");
		return cells.stream().map("yes"::equals).toList();
	}

}
