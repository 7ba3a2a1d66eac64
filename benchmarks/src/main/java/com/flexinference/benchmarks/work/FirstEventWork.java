package com.flexinference.benchmarks.work;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;
import com.flexinference.benchmarks.peer.Peer;
import com.flexinference.benchmarks.peer.PeerKind;
import com.flexinference.benchmarks.peer.Reading;

/**
 * The time from the first byte that the server sends to the first event in the caller's
 * hand. Both processes read the same clock of the system.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class FirstEventWork {

	private static final int STREAMS = 300;

	@Param("RAW_JDK")
	PeerKind peer;

	@Param("CHAT")
	Format format;

	private final HttpClient control = HttpClient.newHttpClient();

	private final HttpRequest sent = HttpRequest.newBuilder(URI.create(System.getProperty(Scene.SERVER) + "/sent"))
		.build();

	private Peer client;

	@Setup
	public void setUp() {
		this.client = this.peer.create(Scene.FIRST);
	}

	@Benchmark
	public void first(Counters counters) throws Exception {
		Reading reading = this.peer.knowsText() ? Reading.TEXT : Reading.RAW;
		long[] nanos = new long[STREAMS];
		for (int i = 0; i < STREAMS; i++) {
			AtomicLong seen = new AtomicLong();
			this.client.stream(this.format, reading, (event) -> seen.compareAndSet(0, System.nanoTime()));
			nanos[i] = seen.get() - Long.parseLong(this.control.send(this.sent, BodyHandlers.ofString()).body());
		}
		Arrays.sort(nanos);
		counters.medianNanos = nanos[STREAMS / 2];
	}

	@TearDown
	public void tearDown() throws Exception {
		this.client.close();
	}

	/**
	 * What is measured beside the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Counters {

		/**
		 * Half of the streams were faster.
		 */
		public double medianNanos;

	}

}
