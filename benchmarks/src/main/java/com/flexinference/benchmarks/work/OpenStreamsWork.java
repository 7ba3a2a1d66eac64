package com.flexinference.benchmarks.work;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;
import com.flexinference.benchmarks.peer.Peer;
import com.flexinference.benchmarks.peer.PeerKind;

/**
 * 1,000 streams that are open at once: what each of them holds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class OpenStreamsWork {

	private static final int STREAMS = 1000;

	@Param("RAW_JDK")
	PeerKind peer;

	@Param("CHAT")
	Format format;

	@Benchmark
	public void open(Counters counters) throws Exception {
		try (Peer client = this.peer.create(Scene.HOLD)) {
			client.open(this.format).close();
			long heap = heap();
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			List<AutoCloseable> streams = new ArrayList<>();
			for (int i = 0; i < STREAMS; i++) {
				streams.add(client.open(this.format));
			}
			counters.heapBytes = (heap() - heap) / (double) STREAMS;
			counters.threads = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
			for (AutoCloseable stream : streams) {
				stream.close();
			}
		}
	}

	private static long heap() throws InterruptedException {
		for (int i = 0; i < 3; i++) {
			System.gc();
			Thread.sleep(100);
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * What is measured beside the time.
	 */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Counters {

		/**
		 * The heap per stream.
		 */
		public double heapBytes;

		/**
		 * The threads that all streams together need.
		 */
		public double threads;

	}

}
