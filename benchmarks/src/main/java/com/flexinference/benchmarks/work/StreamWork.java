package com.flexinference.benchmarks.work;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
 * Streams as fast as they can be read; one operation is one event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamWork {

	@Param("RAW_JDK")
	PeerKind peer;

	@Param("CHAT")
	Format format;

	@Param("RAW")
	Reading reading;

	private Peer client;

	@Setup
	public void setUp() {
		this.client = this.peer.create(Scene.BULK);
	}

	@Benchmark
	@OperationsPerInvocation(Scene.BULK_EVENTS)
	public void stream(Blackhole blackhole) throws Exception {
		this.client.stream(this.format, this.reading, blackhole::consume);
	}

	@TearDown
	public void tearDown() throws Exception {
		this.client.close();
	}

}
