package com.flexinference.client.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;

import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.transport.HttpSettings;

/**
 * Logs the beginnings of the two bodies of one exchange, each on one line, for debugging:
 * where the settings say so and the logger of this class is at debug level. Logs no
 * headers, and masks API keys.
 */
final class BodyLog {

	/**
	 * The name by which the documentation knows the logger.
	 */
	static final String LOGGER = "com.flexinference.client.transport.BodyLog";

	private static final Log logger = LogFactory.getLog(LOGGER);

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

	static @Nullable BodyLog begin(HttpSettings settings, HttpRequest request, byte[] body) {
		if (settings.bodyLogLimit() == null || !logger.isDebugEnabled()) {
			return null;
		}
		String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		String key = (authorization != null) ? authorization.substring(authorization.indexOf(' ') + 1) : "";
		BodyLog log = new BodyLog(settings.bodyLogLimit(), key);
		logger.debug("Request " + log.number + ": " + request.getMethod() + " "
				+ ForeignText.neutralize(request.getURI().getRawPath()) + ": " + log.show(body, body.length));
		return log;
	}

	synchronized void responding(int status, HttpHeaders headers) {
		this.head = "HTTP " + status + " "
				+ ForeignText.neutralize(String.valueOf(headers.getFirst(HttpHeaders.CONTENT_TYPE)));
	}

	synchronized void received(byte[] buffer, int offset, int count) {
		this.received += count;
		this.beginning.write(buffer, offset, Math.min(count, this.limit - this.beginning.size()));
	}

	synchronized void end(IOException end) {
		logger.debug("Response " + this.number + ": " + this.head + ", "
				+ ForeignText.neutralize(String.valueOf(end.getMessage())) + ": "
				+ show(this.beginning.toByteArray(), this.received));
	}

	private String show(byte[] body, long length) {
		String text = masked(new String(body, 0, Math.min(body.length, this.limit), StandardCharsets.UTF_8));
		return ForeignText.escape((length <= this.limit) ? text : withoutPartOfKey(text) + "… (" + length + " bytes)");
	}

	private String masked(String text) {
		return ForeignText.mask(this.key.isEmpty() ? text : text.replace(this.key, "****"));
	}

	private String withoutPartOfKey(String text) {
		// The limit may have cut a key.
		for (int length = this.key.length() - 1; length > 0; length--) {
			if (text.endsWith(this.key.substring(0, length))) {
				return text.substring(0, text.length() - length);
			}
		}
		return text;
	}

}
