package com.flexinference.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.flexinference.benchmarks.Format;

/**
 * Parts of answers, as files: one line per event.
 */
final class Templates {

	private Templates() {
	}

	static String read(Format format, String name) {
		String resource = "/answers/" + format.name().toLowerCase(Locale.ROOT) + "-" + name + ".json";
		try (InputStream in = Templates.class.getResourceAsStream(resource)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
