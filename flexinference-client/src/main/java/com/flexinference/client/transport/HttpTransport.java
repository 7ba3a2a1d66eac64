package com.flexinference.client.transport;

import java.io.InputStream;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.ClassUtils;

/**
 * A transport for {@link org.springframework.web.client.RestClient}.
 * <p>
 * Sends each request once, as it is: follows no redirects, sends nothing again, stores no
 * cookies and decompresses nothing. Keeps the {@link Clocks} of each request and throws
 * {@link ClockExpiredException} where one runs out. Closing a response or its body before
 * its end aborts the exchange at once, from any thread, and never reads the rest; after
 * its end the connection is used again. Safe for use by several threads.
 */
public interface HttpTransport extends ClientHttpRequestFactory, AutoCloseable {

	/**
	 * Abort all open exchanges and refuse new ones.
	 */
	@Override
	void close();

	/**
	 * Create a transport.
	 * @param settings its settings
	 * @return the transport, to be closed by the caller
	 */
	static HttpTransport create(HttpSettings settings) {
		Kind kind = (settings.kind() != null) ? settings.kind() : Kind.AUTO;
		return switch (kind) {
			case AUTO -> create(settings.withKind(Kind.APACHE.isAvailable() ? Kind.APACHE : Kind.JDK));
			case JDK -> new JdkHttpTransport(settings);
			case APACHE -> new ApacheHttpTransport(settings);
		};
	}

	/**
	 * Tell that nothing but the end of a body is expected. What does not end in time is
	 * aborted; until then its connection may become free for use again. Does nothing with
	 * a body of another {@link ClientHttpRequestFactory}.
	 * @param body the body of a response
	 * @param limit how long to wait for the end
	 */
	static void endWithin(InputStream body, Limit limit) {
		if (body instanceof ExchangeBody exchangeBody) {
			exchangeBody.endWithin(limit);
		}
	}

	/**
	 * The kinds of transport.
	 */
	enum Kind {

		/**
		 * {@link #APACHE} when Apache HttpClient is on the class path, else {@link #JDK}.
		 */
		AUTO,

		/**
		 * The JDK's {@link java.net.http.HttpClient}: no further dependency, and HTTP/2
		 * for {@code https} from JDK 24 on.
		 */
		JDK,

		/**
		 * Apache HttpClient 5.4 or later, the classic one: HTTP/1.1, the fastest.
		 */
		APACHE;

		/**
		 * Return whether the class path has what the transport needs.
		 * @return {@code false} for {@link #APACHE} without Apache HttpClient 5.4 or
		 * later
		 */
		public boolean isAvailable() {
			// A class that came with 5.4: an older HttpClient must not be chosen.
			return this != APACHE || ClassUtils.isPresent("org.apache.hc.client5.http.ssl.TlsSocketStrategy",
					Kind.class.getClassLoader());
		}

	}

}
