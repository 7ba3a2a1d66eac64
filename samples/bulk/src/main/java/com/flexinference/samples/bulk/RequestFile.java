package com.flexinference.samples.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;

/**
 * A file of requests that was looked through.
 *
 * @param path the file
 * @param format the caller format of all its requests
 * @param lines the number of requests
 */
record RequestFile(Path path, CallerFormat format, long lines) {

	/**
	 * Check all lines, so that a mistake shows before anything is paid for.
	 * @param path the file
	 * @return the file
	 * @throws IOException if it cannot be read
	 */
	static RequestFile check(Path path) throws IOException {
		CallerFormat format = null;
		int number = 0;
		try (BufferedReader reader = Files.newBufferedReader(path)) {
			for (@Nullable
			String line = reader.readLine(); line != null; line = reader.readLine()) {
				CallerFormat next = RequestLine.parse(line, ++number).format();
				if (format != null && format != next) {
					throw new IllegalArgumentException("Line " + number + " is for " + next.path()
							+ ", the lines before it for " + format.path() + ". Use a file for each.");
				}
				format = next;
			}
		}
		if (format == null) {
			throw new IllegalArgumentException("The file " + path + " has no requests");
		}
		return new RequestFile(path, format, number);
	}

}
