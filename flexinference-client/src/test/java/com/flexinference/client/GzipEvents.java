package com.flexinference.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses events so that each can be read when it arrives.
 */
final class GzipEvents {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final GZIPOutputStream gzip;

	GzipEvents() throws IOException {
		this.gzip = new GZIPOutputStream(this.out, true);
	}

	byte[] next(String data) throws IOException {
		this.gzip.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		this.gzip.flush();
		byte[] bytes = this.out.toByteArray();
		this.out.reset();
		return bytes;
	}

}
