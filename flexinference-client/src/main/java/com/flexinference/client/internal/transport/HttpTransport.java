package com.flexinference.client.internal.transport;

import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;

import org.springframework.http.client.ClientHttpRequestFactory;

import com.flexinference.client.transport.HttpSettings;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.client.transport.Timeouts;
import com.flexinference.client.transport.TransportKind;

/**
 * A transport for {@link org.springframework.web.client.RestClient}.
 * <p>
 * Sends each request once, as it is: follows no redirects, sends nothing again, stores no
 * cookies and decompresses nothing. Keeps the {@link RequestTimeouts} of each request and
 * throws {@link TimeoutExpiredException} when one expires. Closing a response or its body
 * before its end aborts the exchange at once, from any thread, and never reads the rest;
 * after its end the connection is used again. Safe for use by several threads.
 */
public interface HttpTransport extends ClientHttpRequestFactory, AutoCloseable {

	/**
	 * Abort all open exchanges and refuse new ones.
	 */
	@Override
	void close();

	/**
	 * Create a transport with the default connect timeout.
	 * @param settings its settings
	 * @return the transport, to be closed by the caller
	 */
	static HttpTransport create(HttpSettings settings) {
		return create(settings, Objects.requireNonNull(Timeouts.defaults().connect()));
	}

	/**
	 * Create a transport.
	 * @param settings its settings
	 * @param connectTimeout the value of {@link TimeoutKind#CONNECT}, greater than zero
	 * @return the transport, to be closed by the caller
	 */
	static HttpTransport create(HttpSettings settings, Duration connectTimeout) {
		boolean apache = (settings.kind() == null || settings.kind() == TransportKind.AUTO)
				? TransportKind.APACHE.isAvailable() : settings.kind() == TransportKind.APACHE;
		return apache ? new ApacheHttpTransport(settings, connectTimeout)
				: new JdkHttpTransport(settings, connectTimeout);
	}

	/**
	 * Abort a response unless its body ends in time; until then its connection may become
	 * free for use again. Does nothing with a body of another
	 * {@link ClientHttpRequestFactory}.
	 * @param body the body of a response
	 * @param deadline counts if it is before the deadline of the request
	 */
	static void endBy(InputStream body, CallDeadline deadline) {
		if (body instanceof HttpExchangeBody exchangeBody) {
			exchangeBody.endBy(deadline);
		}
	}

	/**
	 * Abort a response when its holder becomes garbage before the end of the body. Does
	 * nothing with a body of another {@link ClientHttpRequestFactory}.
	 * @param body the body of a response
	 * @param holder what the caller holds of the response
	 * @param action what to do besides; must not refer to the holder, and must not block
	 */
	static void abortWithout(InputStream body, Object holder, Runnable action) {
		if (body instanceof HttpExchangeBody exchangeBody) {
			exchangeBody.abortWithout(holder, action);
		}
	}

}
