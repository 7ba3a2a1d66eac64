package com.flexinference.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the results of the last runs, one per JDK, into the document.
 */
public final class Report {

	private static final String BEGIN = "<!-- figures -->\n";

	private static final String END = "<!-- end of figures -->\n";

	private Report() {
	}

	/**
	 * Write the tables.
	 * @param args the document
	 * @throws IOException if a file cannot be read or written
	 */
	public static void main(String[] args) throws IOException {
		StringBuilder tables = new StringBuilder();
		for (Path results : results()) {
			tables.append("## JDK ").append(results.getFileName().toString().replaceAll("\\D", "")).append("\n\n");
			Figures figures = Figures.read(results);
			figures.works().forEach((work) -> tables.append(new WorkTable(figures, work).write()));
		}
		Path document = Path.of(args[0]);
		String text = Files.readString(document);
		int from = text.indexOf(BEGIN) + BEGIN.length();
		Files.writeString(document, text.substring(0, from) + "\n" + tables + text.substring(text.indexOf(END)));
	}

	private static List<Path> results() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.getFileName().toString().matches("results-\\d+\\.tsv"))
				.sorted()
				.toList();
		}
	}

}
