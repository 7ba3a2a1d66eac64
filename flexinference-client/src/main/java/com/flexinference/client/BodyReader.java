package com.flexinference.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.client.ClientHttpResponse;

import com.flexinference.client.format.ErrorDetail;
import com.flexinference.client.transport.ClockExpiredException;

/**
 * Reads bodies, bounded. What is compressed is bounded as it is once decompressed.
 */
final class BodyReader {

	/**
	 * The largest answer that is not streamed: 64 MiB.
	 */
	static final int MAX_ANSWER = 64 * 1024 * 1024;

	private static final int BUFFER = 8192;

	private BodyReader() {
	}

	/**
	 * Read the body of an answer.
	 * @param response the response
	 * @return the whole body
	 * @throws IOException if the connection fails
	 * @throws FlexInferenceResponseException if the body is too large
	 * @throws FlexInferenceTimeoutException if a clock runs out
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
	 * @throws FlexInferenceTimeoutException if a clock runs out
	 */
	static byte[] read(ClientHttpResponse response, int limit) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
		try (InputStream in = DecodedBody.open(response)) {
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
