package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

	private static final int MAX_UNSEEN = 1024 * 1024;

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
		Arrived arrived = new Arrived(response, MAX_ANSWER);
		try {
			if (arrived.read()) {
				throw new FlexInferenceResponseException(response.getStatusCode(), response.getHeaders(), new byte[0],
						ErrorDetail.message(
								"The body is larger than " + MAX_ANSWER + " bytes and is not read any further."),
						null);
			}
			return arrived.toByteArray();
		}
		catch (TimeoutExpiredException ex) {
			throw new FlexInferenceTimeoutException(describe(status, arrived), ex);
		}
		catch (IOException ex) {
			throw new FlexInferenceTransportException("The connection to the service broke: "
					+ ConnectionFailures.reason(ex, ex.getClass().getSimpleName()) + ". " + describe(status, arrived),
					ex);
		}
	}

	/**
	 * Read what arrives of a body, even if the connection breaks or a timeout expires.
	 * @param response the response
	 * @param limit the most bytes to read
	 * @return the body, or its beginning
	 */
	static byte[] readArrived(ClientHttpResponse response, int limit) {
		Arrived arrived = new Arrived(response, limit);
		try {
			arrived.read();
		}
		catch (IOException | FlexInferenceException ex) {
			// The status says more than the trouble with the body.
		}
		return arrived.toByteArray();
	}

	private static String describe(int status, Arrived arrived) {
		return "HTTP " + status + " and " + arrived.size + " bytes of the body had arrived.";
	}

	/**
	 * What has arrived of a body. Once there is a megabyte, a body whose length is known
	 * gets an array of its own length, so that it is never copied. The announced length
	 * may be wrong. A body of unknown length is kept in blocks, because a small heap
	 * rarely has a large array in one piece.
	 */
	private static final class Arrived {

		private final ClientHttpResponse response;

		private final int limit;

		private final int expected;

		private final List<byte[]> blocks = new ArrayList<>();

		private byte[] block;

		private int size;

		private int filled;

		Arrived(ClientHttpResponse response, int limit) {
			Long length = ServiceHeaders.number(response.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH));
			this.response = response;
			this.limit = limit;
			this.expected = (length != null && length > 0) ? (int) Math.min(length, limit) : Math.min(BUFFER, limit);
			this.block = new byte[Math.min(this.expected, MAX_UNSEEN)];
		}

		/**
		 * Read to the end of the body, or to the limit.
		 * @return whether there is more
		 */
		boolean read() throws IOException {
			try (InputStream in = DecodedBody.open(this.response)) {
				int count = 0;
				while (count >= 0) {
					add(count);
					if (this.filled == this.block.length) {
						int next = in.read();
						if (next < 0 || this.size == this.limit) {
							return next >= 0;
						}
						grow();
						this.block[this.filled] = (byte) next;
						add(1);
					}
					count = in.read(this.block, this.filled, this.block.length - this.filled);
				}
				return false;
			}
		}

		private void add(int count) {
			this.filled += count;
			this.size += count;
		}

		private void grow() {
			if (this.size < this.expected) {
				this.block = Arrays.copyOf(this.block, this.expected);
				return;
			}
			this.blocks.add(this.block);
			this.block = new byte[Math.min(BUFFER, this.limit - this.size)];
			this.filled = 0;
		}

		byte[] toByteArray() {
			if (this.blocks.isEmpty() && this.size == this.block.length) {
				return this.block;
			}
			ByteBuffer bytes = ByteBuffer.allocate(this.size);
			this.blocks.forEach(bytes::put);
			return bytes.put(this.block, 0, this.filled).array();
		}

	}

}
