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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import com.flexinference.benchmarks.Scene;
import com.flexinference.client.transport.TransportKind;

/**
 * What a template, metrics and traces add to a call of the client.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OverheadWork {

	@Param("CLIENT")
	Way way;

	@Param("JDK")
	TransportKind transport;

	private ConfigurableApplicationContext context;

	private Haikus haikus;

	@Setup
	public void setUp() {
		this.context = new SpringApplicationBuilder(Haikus.class)
			.properties("flexinference.base-url=" + Scene.SMALL.baseUrl(), "flexinference.api-key=flex_live_benchmark",
					"flexinference.http.client=" + this.transport, "spring.autoconfigure.exclude=" + this.way.leftOut(),
					"spring.main.web-application-type=none", "spring.main.banner-mode=off", "logging.level.root=off")
			.run();
		this.haikus = this.context.getBean(Haikus.class);
	}

	@Benchmark
	public Object call() {
		return (this.way == Way.TEMPLATE) ? this.haikus.byTemplate("Write a haiku.")
				: this.haikus.byClient("Write a haiku.");
	}

	@TearDown
	public void tearDown() {
		this.context.close();
	}

}
