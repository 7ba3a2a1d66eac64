package com.flexinference.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
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
 * 64 streams at once, as fast as models speak: the time of the processor that an event
 * takes.
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
	public void streams(Counters counters, Blackhole blackhole) throws Exception {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		Reading reading = this.peer.knowsText() ? Reading.TEXT : Reading.RAW;
		long before = system.getProcessCpuTime();
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
		counters.cpuNanos = (system.getProcessCpuTime() - before) / (double) (STREAMS * Scene.PACED_EVENTS);
	}

	@TearDown
	public void tearDown() throws Exception {
		this.readers.shutdown();
		this.client.close();
	}

	/**
	 * What is measured beside the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Counters {

		/**
		 * The time of all processors per event.
		 */
		public double cpuNanos;

	}

}
