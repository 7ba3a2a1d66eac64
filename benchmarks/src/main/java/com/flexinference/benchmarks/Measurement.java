package com.flexinference.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

import com.flexinference.benchmarks.work.FirstEventWork;
import com.flexinference.benchmarks.work.OverheadWork;
import com.flexinference.benchmarks.work.PacedWork;
import com.flexinference.benchmarks.work.StreamWork;
import com.flexinference.benchmarks.work.UnaryWork;

/**
 * Runs one job in a JVM of its own.
 *
 * @param job the job
 * @param url the address of the server
 */
record Measurement(Job job, String url) {

	private static final int SHOTS = 3;

	/**
	 * With many callers the JDK's client may take the answer of a server that is as fast
	 * as this one for a late byte of the answer before, and close the connection. It may
	 * also lose the answer, which is why a measurement has a timeout.
	 */
	private static final String RESEND = "-Djdk.httpclient.enableAllMethodRetry=true";

	/**
	 * A heap that is there from the start. To touch a page for the first time may cost
	 * more than all that is measured, and would count against who allocates most.
	 */
	private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

	/**
	 * Run the job.
	 * @return figures by name: times in the unit of the work, {@code bytes} allocated per
	 * operation, and what the work counts itself
	 * @throws RunnerException if the job fails
	 */
	Map<String, Double> run() throws RunnerException {
		ChainedOptionsBuilder options = new OptionsBuilder().include(this.job.work().getName() + ".*")
			.param(this.job.subjectParameter(), this.job.subject().name())
			.threads(this.job.threads())
			.addProfiler(ProcessorProfiler.class)
			.forks(1)
			.jvmArgs(jvmArguments())
			.timeout(TimeValue.seconds(20))
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true);
		this.job.parameters().forEach((name, value) -> options.param(name, value));
		if (isTimed()) {
			options.addProfiler(GCProfiler.class)
				.warmupIterations(warmUp())
				.warmupTime(TimeValue.milliseconds(1250))
				.measurementIterations(SHOTS)
				.measurementTime(TimeValue.milliseconds(500));
		}
		else {
			options.mode(Mode.SingleShotTime).warmupIterations(warmUp()).measurementIterations(SHOTS);
		}
		return figures(new Runner(options.build()).runSingle());
	}

	private String[] jvmArguments() {
		List<String> arguments = new ArrayList<>(HEAP);
		arguments.add("-D" + Scene.SERVER + "=" + this.url);
		arguments.add(RESEND);
		return arguments.toArray(String[]::new);
	}

	private int warmUp() {
		if (isCall()) {
			// Until the compiler of the JVM rests: it takes a processor of its own.
			return (this.job.threads() > 1) ? 16 : 20;
		}
		if (this.job.work() == StreamWork.class) {
			return 4;
		}
		if (this.job.work() == PacedWork.class) {
			return 8;
		}
		return (this.job.work() == FirstEventWork.class) ? 30 : 2;
	}

	private boolean isTimed() {
		return isCall() || this.job.work() == StreamWork.class;
	}

	private boolean isCall() {
		return this.job.work() == UnaryWork.class || this.job.work() == OverheadWork.class;
	}

	private Map<String, Double> figures(RunResult result) {
		Map<String, Double> figures = new LinkedHashMap<>();
		Statistics time = result.getPrimaryResult().getStatistics();
		if (isTimed()) {
			figures.put("mean", time.getMean());
			figures.put("bytes", result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
		}
		if (isCall()) {
			figures.put("p50", time.getPercentile(50));
			figures.put("p99", time.getPercentile(99));
		}
		result.getSecondaryResults()
			.keySet()
			.stream()
			.filter((name) -> !name.contains("."))
			.forEach((name) -> figures.put(name, median(result, name)));
		return figures;
	}

	private static double median(RunResult result, String name) {
		List<Double> values = new ArrayList<>();
		for (BenchmarkResult fork : result.getBenchmarkResults()) {
			for (IterationResult iteration : fork.getIterationResults()) {
				values.add(iteration.getSecondaryResults().get(name).getScore());
			}
		}
		values.sort(null);
		return values.get(values.size() / 2);
	}

}
