package com.flexinference.client.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;

/**
 * Logs the beginnings of the two bodies of one exchange, each on one line, for debugging:
 * where the settings say so and the logger of this class is at debug level. Logs no
 * headers, and masks API keys.
 */
final class BodyLog {

	private static final Log logger = LogFactory.getLog(BodyLog.class);

	private static final Pattern API_KEY = Pattern.compile("(flex_(?:live|test)_)\\w+");

	private static final AtomicLong EXCHANGES = new AtomicLong();

	private final long number = EXCHANGES.incrementAndGet();

	private final int limit;

	private final String key;

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

	private long received;

	private String head = "none";

	private BodyLog(int limit, String key) {
		this.limit = limit;
		this.key = key;
	}

	/**
	 * Log a request that is about to be sent.
	 * @param settings say how much of a body is logged
	 * @param request the request
	 * @param body its body
	 * @return the log, to be told of the response, or {@code null} if nothing is logged
	 */
	static @Nullable BodyLog begin(HttpSettings settings, HttpRequest request, byte[] body) {
		if (settings.bodyLogLimit() == null || !logger.isDebugEnabled()) {
			return null;
		}
		String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		String key = (authorization != null) ? authorization.substring(authorization.indexOf(' ') + 1) : "";
		BodyLog log = new BodyLog(settings.bodyLogLimit(), key);
		logger.debug("Request " + log.number + ": " + request.getMethod() + " " + request.getURI().getPath() + ": "
				+ log.show(body, body.length));
		return log;
	}

	synchronized void responding(int status, HttpHeaders headers) {
		this.head = "HTTP " + status + " " + LogText.escape(String.valueOf(headers.getFirst(HttpHeaders.CONTENT_TYPE)));
	}

	synchronized void received(byte[] buffer, int offset, int count) {
		this.received += count;
		// Enough to find a key that the limit would cut.
		int room = this.limit + this.key.length() - this.beginning.size();
		this.beginning.write(buffer, offset, Math.min(count, room));
	}

	/**
	 * Log the response.
	 * @param end tells how it ended
	 */
	synchronized void end(IOException end) {
		logger.debug(
				"Response " + this.number + ": " + this.head + ", " + LogText.escape(String.valueOf(end.getMessage()))
						+ ": " + show(this.beginning.toByteArray(), this.received));
	}

	private String show(byte[] body, long length) {
		String text = new String(body, 0, Math.min(body.length, this.limit + this.key.length()),
				StandardCharsets.UTF_8);
		String masked = API_KEY.matcher(this.key.isEmpty() ? text : text.replace(this.key, "****"))
			.replaceAll("$1****");
		String shown = LogText.escape(masked.substring(0, Math.min(masked.length(), this.limit)));
		return (length <= this.limit) ? shown : shown + "… (" + length + " bytes)";
	}

}
