package com.flexinference.client.transport;

import org.springframework.util.ClassUtils;

/**
 * The HTTP clients that a transport can use.
 */
public enum TransportKind {

	/**
	 * {@link #APACHE} when Apache HttpClient is on the class path, else {@link #JDK}.
	 */
	AUTO,

	/**
	 * The JDK's {@link java.net.http.HttpClient}, which needs no further dependency.
	 */
	JDK,

	/**
	 * The classic client of Apache HttpClient 5.4 or later.
	 */
	APACHE;

	/**
	 * Return whether the class path has what the client needs.
	 * @return {@code false} for {@link #APACHE} without Apache HttpClient 5.4 or later
	 */
	public boolean isAvailable() {
		// This class was added in 5.4. An older HttpClient must not be chosen.
		return this != APACHE || ClassUtils.isPresent("org.apache.hc.client5.http.ssl.TlsSocketStrategy",
				TransportKind.class.getClassLoader());
	}

}
