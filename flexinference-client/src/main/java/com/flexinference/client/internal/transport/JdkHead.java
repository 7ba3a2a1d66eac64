package com.flexinference.client.internal.transport;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;

/**
 * Takes the head of a response from the JDK's client, and begins to take its body.
 * <p>
 * The JDK's own publisher would begin only later, which costs a change of threads that
 * makes small calls half as fast. On the other hand the JDK forgets the head when the
 * connection breaks right after it.
 */
final class JdkHead implements BodyHandler<JdkBody> {

	private final HttpExchange exchange;

	private int status;

	private HttpHeaders headers = HttpHeaders.EMPTY;

	private volatile @Nullable JdkBody body;

	JdkHead(HttpExchange exchange) {
		this.exchange = exchange;
	}

	@Override
	public BodySubscriber<JdkBody> apply(ResponseInfo info) {
		this.status = info.statusCode();
		this.headers = headers(info.headers().map());
		this.exchange.headersReceived(this.status, this.headers);
		JdkBody body = new JdkBody(this.headers.getContentLength());
		this.body = body;
		return body;
	}

	private static HttpHeaders headers(Map<String, List<String>> headers) {
		Map<String, List<String>> shown = headers;
		if (headers.containsKey(":status")) {
			// Of HTTP/2, whose headers begin with pseudo headers.
			shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			shown.putAll(headers);
			shown.keySet().removeIf((name) -> name.startsWith(":"));
		}
		return new HttpHeaders(CollectionUtils.toMultiValueMap(shown));
	}

	boolean hasArrived() {
		return this.body != null;
	}

	int status() {
		return this.status;
	}

	HttpHeaders headers() {
		return this.headers;
	}

	JdkBody body() {
		return Objects.requireNonNull(this.body);
	}

}
