package com.flexinference.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * README and the pages of {@code docs}, and their blocks of code.
 */
final class Documents {

	static final Path ROOT = Path.of("../..");

	private Documents() {
	}

	/**
	 * Return the text of all pages, by file name.
	 */
	static Map<String, String> read() {
		Map<String, String> pages = new LinkedHashMap<>();
		try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
			for (String page : List.of("README.md", "CONTRIBUTING.md")) {
				pages.put(page, Files.readString(ROOT.resolve(page)));
			}
			for (Path file : files.filter((path) -> path.toString().endsWith(".md")).sorted().toList()) {
				pages.putIfAbsent(file.getFileName().toString(), Files.readString(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return pages;
	}

	/**
	 * Return the blocks of a page.
	 * @param page the text of the page
	 * @param language the language of the blocks
	 */
	static List<String> blocks(String page, String language) {
		return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(page)
			.results()
			.map((block) -> block.group(1))
			.toList();
	}

}
