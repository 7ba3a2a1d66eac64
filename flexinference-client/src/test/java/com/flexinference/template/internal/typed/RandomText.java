package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes texts that match a regular expression: characters, classes, groups with
 * alternatives, and the quantifiers {@code ? * + {n} {n,m}}.
 */
final class RandomText {

	private final Random random;

	private final String expression;

	private int position;

	private RandomText(String expression, Random random) {
		this.expression = expression;
		this.random = random;
	}

	static String matching(String expression, Random random) {
		return new RandomText(expression.replaceAll("^\\^|\\$$", ""), random).alternatives();
	}

	private String alternatives() {
		List<String> all = new ArrayList<>(List.of(sequence()));
		while (this.position < this.expression.length() && peek() == '|') {
			this.position++;
			all.add(sequence());
		}
		return all.get(this.random.nextInt(all.size()));
	}

	private String sequence() {
		StringBuilder text = new StringBuilder();
		while (this.position < this.expression.length() && peek() != '|' && peek() != ')') {
			int start = this.position;
			String once = atom();
			int end = this.position;
			int times = times();
			int next = this.position;
			for (int i = 0; i < times; i++) {
				text.append((i == 0) ? once : again(start, end));
			}
			this.position = next;
		}
		return text.toString();
	}

	private String again(int start, int end) {
		this.position = start;
		String text = atom();
		assert this.position == end;
		return text;
	}

	private String atom() {
		char character = this.expression.charAt(this.position++);
		return switch (character) {
			case '(' -> {
				String group = alternatives();
				this.position++;
				yield group;
			}
			case '[' -> String.valueOf(inClass());
			case '\\' -> String.valueOf(this.expression.charAt(this.position++));
			case '.' -> "x";
			default -> String.valueOf(character);
		};
	}

	private char inClass() {
		if (peek() == '^') {
			this.position = this.expression.indexOf(']', this.position) + 1;
			return 'x';
		}
		StringBuilder characters = new StringBuilder();
		while (peek() != ']') {
			char first = this.expression.charAt(this.position++);
			if (peek() == '-' && this.expression.charAt(this.position + 1) != ']') {
				char last = this.expression.charAt(this.position + 1);
				this.position += 2;
				for (char c = first; c <= last; c++) {
					characters.append(c);
				}
			}
			else {
				characters.append(first);
			}
		}
		this.position++;
		return characters.charAt(this.random.nextInt(characters.length()));
	}

	private int times() {
		if (this.position == this.expression.length()) {
			return 1;
		}
		switch (peek()) {
			case '?' -> {
				return quantified(0, 1);
			}
			case '*' -> {
				return quantified(0, 3);
			}
			case '+' -> {
				return quantified(1, 3);
			}
			case '{' -> {
				int end = this.expression.indexOf('}', this.position);
				String[] bounds = this.expression.substring(this.position + 1, end).split(",");
				this.position = end;
				return quantified(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[bounds.length - 1]));
			}
			default -> {
				return 1;
			}
		}
	}

	private int quantified(int least, int most) {
		this.position++;
		return least + this.random.nextInt(most - least + 1);
	}

	private char peek() {
		return this.expression.charAt(this.position);
	}

}
