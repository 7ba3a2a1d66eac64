package com.flexinference.samples.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.format.CallerFormat;

/**
 * A file of requests that was looked through.
 *
 * @param format the caller format of all its requests
 * @param lines the number of requests
 */
record RequestFile(CallerFormat format, long lines) {

	/**
	 * Check all lines, so that a mistake shows before anything is paid for.
	 */
	static RequestFile check(Path path) throws IOException {
		CallerFormat format = null;
		int number = 0;
		Set<String> ids = new HashSet<>();
		try (BufferedReader reader = Files.newBufferedReader(path)) {
			for (@Nullable
			String line = reader.readLine(); line != null; line = reader.readLine()) {
				RequestLine request = RequestLine.parse(line, ++number);
				if (!ids.add(request.customId())) {
					throw new IllegalArgumentException("Line " + number + " has the 'custom_id' '" + request.customId()
							+ "' of a line before it, so that their answers could not be told apart");
				}
				CallerFormat next = request.format();
				if (format != null && format != next) {
					throw new IllegalArgumentException("Line " + number + " is for " + next.path()
							+ ", the lines before it for " + format.path() + ". Use a file for each.");
				}
				format = next;
			}
		}
		catch (MalformedInputException ex) {
			throw new IllegalArgumentException("It is not in UTF-8. The last line that could be read is " + number, ex);
		}
		if (format == null) {
			throw new IllegalArgumentException("It has no requests");
		}
		return new RequestFile(format, number);
	}

}
