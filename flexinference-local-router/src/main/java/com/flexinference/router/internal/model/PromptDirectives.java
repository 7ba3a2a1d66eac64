package com.flexinference.router.internal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words in square brackets by which a prompt makes something happen, such as {@code
 * [flex_deadline]} or {@code [upstream_503:2]}, with the number after the colon.
 */
public record PromptDirectives(Map<String, Integer> counts) {

	private static final Pattern DIRECTIVE = Pattern.compile("\\[([a-z0-9_]+)(?::(\\d{1,4}))?]");

	public static PromptDirectives of(String text) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		Matcher matcher = DIRECTIVE.matcher(text);
		while (matcher.find()) {
			String count = matcher.group(2);
			counts.putIfAbsent(matcher.group(1), (count != null) ? Integer.parseInt(count) : Integer.MAX_VALUE);
		}
		return new PromptDirectives(Collections.unmodifiableMap(counts));
	}

	public boolean has(String word) {
		return this.counts.containsKey(word);
	}

	public Set<String> words() {
		return this.counts.keySet();
	}

	// The number that goes with a word, the largest one if none is given, zero without
	// the
	// word
	public int count(String word) {
		return this.counts.getOrDefault(word, 0);
	}

}
