package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.internal.format.ErrorDetail;
import com.flexinference.client.internal.transport.TimeoutExpiredException;

/**
 * Reads bodies, bounded. What is compressed is bounded as it is once decompressed.
 */
final class BodyReader {

	/**
	 * The largest answer that is not streamed: 64 MiB.
	 */
	static final int MAX_ANSWER = 64 * 1024 * 1024;

	private static final int BUFFER = 8192;

	private static final int MAX_EXPECTED = 1024 * 1024;

	private BodyReader() {
	}

	/**
	 * Read the body of an answer.
	 * @param response the response
	 * @return the whole body
	 * @throws IOException if the connection fails
	 * @throws FlexInferenceResponseException if the body is too large
	 * @throws FlexInferenceTimeoutException if a timeout expires
	 */
	static byte[] readAnswer(ClientHttpResponse response) throws IOException {
		byte[] body = read(response, MAX_ANSWER + 1);
		if (body.length > MAX_ANSWER) {
			throw new FlexInferenceResponseException(response.getStatusCode(), response.getHeaders(), new byte[0],
					ErrorDetail.message(
							"The body is larger than " + MAX_ANSWER + " bytes and is not read any further."),
					null);
		}
		return body;
	}

	/**
	 * Read a body.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, cut at the limit
	 * @throws IOException if the connection fails
	 * @throws FlexInferenceTimeoutException if a timeout expires
	 */
	static byte[] read(ClientHttpResponse response, int limit) throws IOException {
		byte[] body = new byte[expectedLength(response, limit)];
		int size = 0;
		try (InputStream in = DecodedBody.open(response)) {
			int count;
			while (size < limit && (count = in.read(body, size, body.length - size)) >= 0) {
				size += count;
				if (size == body.length && size < limit) {
					int next = in.read();
					if (next < 0) {
						break;
					}
					body = Arrays.copyOf(body, Math.min(Math.max(2 * size, BUFFER), limit));
					body[size++] = (byte) next;
				}
			}
			return (size == body.length) ? body : Arrays.copyOf(body, size);
		}
		catch (TimeoutExpiredException ex) {
			throw new FlexInferenceTimeoutException(
					"HTTP " + response.getStatusCode().value() + " and " + size + " bytes of the body had arrived.",
					ex);
		}
	}

	private static int expectedLength(ClientHttpResponse response, int limit) {
		// Of the right length, a body is not copied; but who sends a length need not keep
		// to it.
		long length = response.getHeaders().getContentLength();
		return (int) Math.min((length > 0) ? Math.min(length, MAX_EXPECTED) : BUFFER, limit);
	}

}
