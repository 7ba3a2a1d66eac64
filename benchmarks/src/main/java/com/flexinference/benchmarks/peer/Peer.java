package com.flexinference.benchmarks.peer;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

import com.flexinference.benchmarks.Format;

/**
 * A client as it is measured. One instance is used by many threads.
 */
public interface Peer extends Closeable {

	/**
	 * Ask and read the whole answer.
	 * @param format the format
	 * @return the text of the answer, or all of it by a client that knows no format
	 * @throws Exception if that fails
	 */
	Object ask(Format format) throws Exception;

	/**
	 * Read a stream to its end.
	 * @param format the format
	 * @param reading what to read of each event
	 * @param sink takes what was read
	 * @throws Exception if that fails
	 */
	void stream(Format format, Reading reading, Consumer<Object> sink) throws Exception;

	/**
	 * Open a stream and leave it open.
	 * @param format the format
	 * @return closes the stream
	 * @throws Exception if that fails
	 */
	default AutoCloseable open(Format format) throws Exception {
		throw new UnsupportedOperationException();
	}

	@Override
	default void close() throws IOException {
	}

}
