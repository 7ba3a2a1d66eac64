package com.flexinference.client;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;

import com.flexinference.client.internal.format.EventReader;
import com.flexinference.client.internal.transport.TimeoutExpiredException;

/**
 * Reads bodies, bounded. What is compressed is bounded as it is once decompressed.
 */
final class BodyReader {

	private static final int BUFFER = 8192;

	private BodyReader() {
	}

	static byte[] readAnswer(ClientHttpResponse response) throws IOException {
		HttpStatusCode status = response.getStatusCode();
		FastByteArrayOutputStream arrived = new FastByteArrayOutputStream();
		try {
			if (read(response, EventReader.MAX_ANSWER, arrived)) {
				throw ErrorAnswer.problem(response,
						"The body is larger than " + EventReader.MAX_ANSWER + " bytes and the rest is not read.");
			}
			return arrived.toByteArrayUnsafe();
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

	static byte[] readArrived(ClientHttpResponse response, int limit) {
		FastByteArrayOutputStream arrived = new FastByteArrayOutputStream();
		try {
			read(response, limit, arrived);
		}
		catch (IOException | FlexInferenceException ex) {
			// The status says more than the trouble with the body.
		}
		return arrived.toByteArrayUnsafe();
	}

	private static boolean read(ClientHttpResponse response, int limit, FastByteArrayOutputStream arrived)
			throws IOException {
		try (InputStream in = DecodedBody.open(response)) {
			byte[] buffer = new byte[BUFFER];
			int left = limit;
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				arrived.write(buffer, 0, Math.min(count, left));
				if (count > left) {
					return true;
				}
				left -= count;
			}
			return false;
		}
	}

	private static String describe(HttpStatusCode status, FastByteArrayOutputStream arrived) {
		return "HTTP " + status.value() + " and " + arrived.size() + " bytes of the body had arrived.";
	}

}
