package com.flexinference.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.springframework.web.client.ResourceAccessException;

import com.flexinference.client.internal.text.ForeignText;
import com.flexinference.client.internal.transport.ExchangeClosedException;
import com.flexinference.client.internal.transport.TimeoutExpiredException;
import com.flexinference.client.transport.TimeoutKind;

/**
 * Translates what the HTTP clients throw when there is no response.
 */
final class ConnectionFailures {

	private static final String PREFIX = "The connection to the service failed: ";

	private static final String PROPERTY = "'flexinference.base-url'";

	private final String service;

	ConnectionFailures(URI baseUrl) {
		int port = baseUrl.getPort();
		int defaultPort = "https".equals(baseUrl.getScheme()) ? 443 : 80;
		this.service = baseUrl.getHost() + ":" + ((port >= 0) ? port : defaultPort);
	}

	FlexInferenceTransportException translate(ResourceAccessException failure) {
		IOException cause = (failure.getCause() instanceof IOException io) ? io : new IOException(failure);
		TimeoutExpiredException expired = find(cause, TimeoutExpiredException.class);
		if (expired != null) {
			return new FlexInferenceTimeoutException((expired.kind() == TimeoutKind.CONNECT)
					? "The service is expected at " + this.service + " (" + PROPERTY + ")." : "Nothing had arrived.",
					expired);
		}
		return new FlexInferenceTransportException(PREFIX + describe(cause), cause);
	}

	static boolean isBeforeConnection(Throwable failure) {
		return find(failure, ConnectException.class) != null || isUnknownHost(failure)
				|| find(failure, NoRouteToHostException.class) != null;
	}

	private String describe(IOException cause) {
		if (isUnknownHost(cause)) {
			return "the host of " + this.service + " is unknown. Check " + PROPERTY
					+ ", and the proxy if one is needed.";
		}
		if (isBeforeConnection(cause)) {
			return "no connection to " + this.service + ": " + reason(cause, "connection refused") + ". Check "
					+ PROPERTY + ", and the proxy if one is needed.";
		}
		if (find(cause, SSLException.class) != null) {
			return "no secure connection to " + this.service + ": " + reason(cause, "the handshake failed") + ". Check "
					+ PROPERTY + " and 'flexinference.http.ssl.bundle'.";
		}
		if (find(cause, InterruptedIOException.class) != null || find(cause, ExchangeClosedException.class) != null) {
			return reason(cause, "the thread was interrupted");
		}
		return reason(cause, cause.getClass().getSimpleName()) + " (" + this.service + ")";
	}

	private static boolean isUnknownHost(Throwable failure) {
		return find(failure, UnknownHostException.class) != null
				|| find(failure, UnresolvedAddressException.class) != null;
	}

	static String reason(Throwable failure, String unknown) {
		String reason = unknown;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause.getMessage() != null && !cause.getMessage().equals(String.valueOf(cause.getCause()))) {
				reason = cause.getMessage();
			}
		}
		return ForeignText.neutralize(reason);
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}
