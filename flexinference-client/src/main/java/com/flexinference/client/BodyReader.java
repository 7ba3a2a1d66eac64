package com.flexinference.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.transport.ClockExpiredException;

/**
 * Reads bodies, bounded.
 */
final class BodyReader {

	private static final int BUFFER = 8192;

	private BodyReader() {
	}

	/**
	 * Read a body.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, cut at the limit
	 * @throws IOException if the connection fails
	 * @throws FlexInferenceTimeoutException if a clock runs out
	 */
	static byte[] read(ClientHttpResponse response, int limit) throws IOException {
		InputStream in = response.getBody();
		ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
		try {
			byte[] buffer = new byte[BUFFER];
			int count;
			while (out.size() < limit
					&& (count = in.read(buffer, 0, Math.min(buffer.length, limit - out.size()))) >= 0) {
				out.write(buffer, 0, count);
			}
			return out.toByteArray();
		}
		catch (ClockExpiredException ex) {
			throw new FlexInferenceTimeoutException("HTTP " + response.getStatusCode().value() + " and " + out.size()
					+ " bytes of the body had arrived.", ex);
		}
	}

}
