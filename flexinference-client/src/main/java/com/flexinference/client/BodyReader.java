package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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
	 * Read what arrives of a body, even if the connection breaks or a timeout expires.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, or its beginning
	 */
	static byte[] readArrived(ClientHttpResponse response, int limit) {
		Collected collected = new Collected(expectedLength(response, limit), limit);
		try (InputStream in = DecodedBody.open(response)) {
			collected.readAll(in);
		}
		catch (IOException | FlexInferenceException ex) {
			// The status says more than the trouble with the body.
		}
		return collected.bytes();
	}

	/**
	 * Read a body.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, cut at the limit
	 * @throws FlexInferenceTransportException if the connection breaks or a timeout
	 * expires
	 */
	private static byte[] read(ClientHttpResponse response, int limit) throws IOException {
		Collected collected = new Collected(expectedLength(response, limit), limit);
		int status = response.getStatusCode().value();
		try (InputStream in = DecodedBody.open(response)) {
			collected.readAll(in);
			return collected.bytes();
		}
		catch (TimeoutExpiredException ex) {
			throw new FlexInferenceTimeoutException(arrived(status, collected), ex);
		}
		catch (IOException ex) {
			throw new FlexInferenceTransportException("The connection to the service broke: "
					+ ConnectionFailures.reason(ex, ex.getClass().getSimpleName()) + ". " + arrived(status, collected),
					ex);
		}
	}

	private static String arrived(int status, Collected collected) {
		return "HTTP " + status + " and " + collected.size() + " bytes of the body had arrived.";
	}

	private static int expectedLength(ClientHttpResponse response, int limit) {
		// Of the right length, a body is not copied; but who sends a length need not keep
		// to it.
		Long length = ServiceHeaders.number(response.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH));
		return (int) Math.min((length != null && length > 0) ? Math.min(length, MAX_EXPECTED) : BUFFER, limit);
	}

	/**
	 * What has arrived of a body.
	 */
	private static final class Collected {

		private final int limit;

		private byte[] bytes;

		private int size;

		Collected(int expected, int limit) {
			this.bytes = new byte[expected];
			this.limit = limit;
		}

		void readAll(InputStream in) throws IOException {
			int count;
			while (this.size < this.limit
					&& (count = in.read(this.bytes, this.size, this.bytes.length - this.size)) >= 0) {
				this.size += count;
				if (this.size == this.bytes.length && this.size < this.limit) {
					int next = in.read();
					if (next < 0) {
						return;
					}
					this.bytes = Arrays.copyOf(this.bytes, Math.min(Math.max(2 * this.size, BUFFER), this.limit));
					this.bytes[this.size++] = (byte) next;
				}
			}
		}

		int size() {
			return this.size;
		}

		byte[] bytes() {
			return (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
		}

	}

}
