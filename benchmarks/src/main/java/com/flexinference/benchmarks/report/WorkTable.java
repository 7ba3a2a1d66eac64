package com.flexinference.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.flexinference.benchmarks.ProcessorProfiler;
import com.flexinference.benchmarks.peer.PeerKind;
import com.flexinference.benchmarks.work.Way;

/**
 * The table of one work.
 */
final class WorkTable {

	private final Figures figures;

	private final String work;

	WorkTable(Figures figures, String work) {
		this.figures = figures;
		this.work = work;
	}

	/**
	 * Write the table.
	 * @return the table in Markdown
	 */
	String write() {
		boolean ways = this.work.startsWith("Overhead");
		StringBuilder table = new StringBuilder("**" + this.work + "**\n\n|");
		columns().keySet().forEach((column) -> table.append(" | ").append(column));
		table.append(ways ? " | time, of the client | processor, of the client |\n|---|"
				: " | of JDK | ours, JDK | ours, Apache |\n|---|");
		table.append("--:|".repeat(columns().size() + (ways ? 2 : 3))).append('\n');
		for (String subject : this.figures.subjects(this.work)) {
			table.append("| ").append(ways ? Way.valueOf(subject).title() : PeerKind.valueOf(subject).title());
			columns().forEach((column, value) -> table.append(" | ")
				.append(String.format(Locale.ROOT, "%,.1f", value.applyAsDouble(subject)).replace(".0", "")));
			if (ways) {
				table.append(" | ").append(ofClient(subject, costName()));
				table.append(" | ").append(ofClient(subject, ProcessorProfiler.NAME));
			}
			else {
				table.append(" | ").append(ofJdk(subject));
				table.append(" | ").append(ours(subject, PeerKind.FLEX_JDK));
				table.append(" | ").append(ours(subject, PeerKind.FLEX_APACHE));
			}
			table.append(" |\n");
		}
		return table.append('\n').toString();
	}

	private Map<String, ToDoubleFunction<String>> columns() {
		Map<String, ToDoubleFunction<String>> columns = new LinkedHashMap<>();
		if (this.work.startsWith("Unary") || this.work.startsWith("Overhead")) {
			int callers = this.work.contains("16") ? 16 : 1;
			columns.put("calls/s", (subject) -> Math.rint(callers * 1e6 / median(subject, "mean")));
			columns.put("p50 µs", (subject) -> median(subject, "p50"));
			columns.put("p99 µs", (subject) -> median(subject, "p99"));
			columns.put("processor µs", (subject) -> median(subject, ProcessorProfiler.NAME) / 1000);
			columns.put("KB/call", (subject) -> median(subject, "bytes") / 1000);
		}
		else if (this.work.startsWith("Stream")) {
			columns.put("1000 events/s", (subject) -> 1e6 / median(subject, "mean"));
			columns.put("bytes/event", (subject) -> Math.rint(median(subject, "bytes")));
		}
		else if (this.work.startsWith("Open")) {
			columns.put("KB/stream", (subject) -> median(subject, "heapBytes") / 1000);
			columns.put("more threads", (subject) -> median(subject, "threads"));
		}
		else {
			columns.put("µs", (subject) -> cost(subject).median() / 1000);
		}
		return columns;
	}

	private double median(String subject, String name) {
		return this.figures.of(this.work, subject, name).median();
	}

	private Spread cost(String subject) {
		return this.figures.of(this.work, subject, costName());
	}

	private String costName() {
		return switch (this.work.split(" ")[0]) {
			case "Paced" -> ProcessorProfiler.NAME;
			case "FirstEvent" -> "medianNanos";
			case "OpenStreams" -> "heapBytes";
			default -> "mean";
		};
	}

	private String ofClient(String subject, String name) {
		Spread client = this.figures.of(this.work, Way.CLIENT.name(), name);
		return this.figures.of(this.work, subject, name).by(client).describe();
	}

	private String ofJdk(String subject) {
		String limit = this.work.replace("TEXT", "RAW").replace("JSON", "RAW");
		if (!this.figures.has(limit, PeerKind.RAW_JDK.name())) {
			return "";
		}
		// Of calls and streams the speed, of other works the cost.
		Spread jdk = this.figures.of(limit, PeerKind.RAW_JDK.name(), costName());
		return (costName().equals("mean") ? jdk.by(cost(subject)) : cost(subject).by(jdk)).describe();
	}

	private String ours(String subject, PeerKind ours) {
		return this.figures.has(this.work, ours.name()) ? cost(subject).by(cost(ours.name())).describe() : "";
	}

}
