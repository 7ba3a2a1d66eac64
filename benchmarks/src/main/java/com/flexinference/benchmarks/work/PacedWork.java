package com.flexinference.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;
import com.flexinference.benchmarks.peer.Peer;
import com.flexinference.benchmarks.peer.PeerKind;
import com.flexinference.benchmarks.peer.Reading;

/**
 * 64 streams at once, as fast as models speak; one operation is one event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class PacedWork {

	private static final int STREAMS = 64;

	@Param("RAW_JDK")
	PeerKind peer;

	@Param("CHAT")
	Format format;

	private Peer client;

	private ExecutorService readers;

	@Setup
	public void setUp() {
		this.client = this.peer.create(Scene.PACED);
		this.readers = Executors.newFixedThreadPool(STREAMS);
	}

	@Benchmark
	@OperationsPerInvocation(STREAMS * Scene.PACED_EVENTS)
	public void streams(Blackhole blackhole) throws Exception {
		Reading reading = this.peer.knowsText() ? Reading.TEXT : Reading.RAW;
		List<Future<?>> streams = new ArrayList<>();
		for (int i = 0; i < STREAMS; i++) {
			streams.add(this.readers.submit(() -> {
				this.client.stream(this.format, reading, blackhole::consume);
				return null;
			}));
		}
		for (Future<?> stream : streams) {
			stream.get();
		}
	}

	@TearDown
	public void tearDown() throws Exception {
		this.readers.shutdown();
		this.client.close();
	}

}
