package com.flexinference.benchmarks.work;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import com.flexinference.benchmarks.Format;
import com.flexinference.benchmarks.Scene;
import com.flexinference.benchmarks.peer.Peer;
import com.flexinference.benchmarks.peer.PeerKind;

/**
 * Calls that are not streamed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UnaryWork {

	private static final long ALONE = TimeUnit.SECONDS.toNanos(8);

	@Param("RAW_JDK")
	PeerKind peer;

	@Param("CHAT")
	Format format;

	@Param("SMALL")
	Scene scene;

	private Peer client;

	/**
	 * Create the client, and have one caller use it for a while: many would leave no
	 * processor to compile it.
	 * @param params tells how many callers there will be
	 * @throws Exception if a call fails
	 */
	@Setup
	public void setUp(BenchmarkParams params) throws Exception {
		this.client = this.peer.create(this.scene);
		long end = System.nanoTime() + ((params.getThreads() > 1) ? ALONE : 0);
		while (System.nanoTime() < end) {
			this.client.ask(this.format);
		}
	}

	@Benchmark
	public Object ask() throws Exception {
		return this.client.ask(this.format);
	}

	@TearDown
	public void tearDown() throws Exception {
		this.client.close();
	}

}
