package com.flexinference.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
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
	 * @throws IOException if there is no status
	 * @throws FlexInferenceResponseException if the body is too large
	 * @throws FlexInferenceTransportException if the connection breaks or a timeout
	 * expires
	 */
	static byte[] readAnswer(ClientHttpResponse response) throws IOException {
		int status = response.getStatusCode().value();
		ByteArrayOutputStream arrived = arrived(response);
		try {
			read(response, MAX_ANSWER + 1, arrived);
		}
		catch (TimeoutExpiredException ex) {
			throw new FlexInferenceTimeoutException(describe(status, arrived), ex);
		}
		catch (IOException ex) {
			throw new FlexInferenceTransportException("The connection to the service broke: "
					+ ConnectionFailures.reason(ex, ex.getClass().getSimpleName()) + ". " + describe(status, arrived),
					ex);
		}
		if (arrived.size() > MAX_ANSWER) {
			throw new FlexInferenceResponseException(response.getStatusCode(), response.getHeaders(), new byte[0],
					ErrorDetail.message(
							"The body is larger than " + MAX_ANSWER + " bytes and is not read any further."),
					null);
		}
		return arrived.toByteArray();
	}

	/**
	 * Read what arrives of a body, even if the connection breaks or a timeout expires.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, or its beginning
	 */
	static byte[] readArrived(ClientHttpResponse response, int limit) {
		ByteArrayOutputStream arrived = arrived(response);
		try {
			read(response, limit, arrived);
		}
		catch (IOException | FlexInferenceException ex) {
			// The status says more than the trouble with the body.
		}
		return arrived.toByteArray();
	}

	private static void read(ClientHttpResponse response, int limit, ByteArrayOutputStream arrived) throws IOException {
		byte[] buffer = new byte[BUFFER];
		try (InputStream in = DecodedBody.open(response)) {
			int count;
			while (arrived.size() < limit
					&& (count = in.read(buffer, 0, Math.min(BUFFER, limit - arrived.size()))) >= 0) {
				arrived.write(buffer, 0, count);
			}
		}
	}

	private static ByteArrayOutputStream arrived(ClientHttpResponse response) {
		// Who sends a length need not keep to it.
		Long length = ServiceHeaders.number(response.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH));
		return new ByteArrayOutputStream(
				(length != null && length > 0) ? (int) Math.min(length, MAX_EXPECTED) : BUFFER);
	}

	private static String describe(int status, ByteArrayOutputStream arrived) {
		return "HTTP " + status + " and " + arrived.size() + " bytes of the body had arrived.";
	}

}
