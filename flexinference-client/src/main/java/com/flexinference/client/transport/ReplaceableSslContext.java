package com.flexinference.client.transport;

import java.security.KeyManagementException;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * An {@link SSLContext} that delegates to another one, which can be replaced while a
 * transport uses it, for example when certificates are renewed.
 * <p>
 * New connections use the new context. Open connections keep the old one and are reused
 * until they have been idle for as long as the pool keeps them.
 */
public final class ReplaceableSslContext extends SSLContext {

	private final Delegation delegation;

	/**
	 * Create a context.
	 * @param initial the context to begin with
	 */
	public ReplaceableSslContext(SSLContext initial) {
		this(initial, new Delegation(initial));
	}

	private ReplaceableSslContext(SSLContext initial, Delegation delegation) {
		super(delegation, initial.getProvider(), initial.getProtocol());
		this.delegation = delegation;
	}

	/**
	 * Use another context for new connections.
	 * @param context the context
	 */
	public void replace(SSLContext context) {
		Assert.notNull(context, "'context' must not be null");
		this.delegation.current = context;
	}

	private static final class Delegation extends SSLContextSpi {

		private volatile SSLContext current;

		Delegation(SSLContext current) {
			this.current = current;
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers,
				@Nullable SecureRandom random) throws KeyManagementException {
			throw new KeyManagementException("The context is initialized, replace it instead");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return this.current.getSocketFactory();
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return this.current.getServerSocketFactory();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return this.current.createSSLEngine();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return this.current.createSSLEngine(host, port);
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return this.current.getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return this.current.getClientSessionContext();
		}

	}

}
