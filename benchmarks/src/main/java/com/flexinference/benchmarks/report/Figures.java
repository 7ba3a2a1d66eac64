package com.flexinference.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The results of one JDK: by work, subject and name, one value per round.
 */
final class Figures {

	private final Map<String, Map<String, Map<String, List<Double>>>> works = new LinkedHashMap<>();

	private Figures() {
	}

	static Figures read(Path file) throws IOException {
		Figures figures = new Figures();
		for (String line : Files.readAllLines(file)) {
			String[] parts = line.split("\t");
			figures.works.computeIfAbsent(parts[1], (work) -> new LinkedHashMap<>())
				.computeIfAbsent(parts[2], (subject) -> new LinkedHashMap<>())
				.computeIfAbsent(parts[3], (name) -> new ArrayList<>())
				.add(Double.valueOf(parts[4]));
		}
		return figures;
	}

	Set<String> works() {
		return this.works.keySet();
	}

	Set<String> subjects(String work) {
		return this.works.get(work).keySet();
	}

	boolean has(String work, String subject) {
		return this.works.containsKey(work) && this.works.get(work).containsKey(subject);
	}

	Spread of(String work, String subject, String name) {
		return new Spread(this.works.get(work).get(subject).get(name));
	}

}
