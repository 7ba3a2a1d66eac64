package com.flexinference.client.internal.transport;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A server of HTTP/2 over TLS whose handler writes the frames of the response.
 */
final class Http2Server implements AutoCloseable {

	private final Server server = new Server();

	private final ServerConnector connector;

	private final Handler handler;

	private final List<Session> sessions = new CopyOnWriteArrayList<>();

	private final BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();

	private Http2Server(SSLContext sslContext, int maxStreams, Handler handler) {
		this.handler = handler;
		SslContextFactory.Server ssl = new SslContextFactory.Server();
		ssl.setSslContext(sslContext);
		ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
		RawHTTP2ServerConnectionFactory http2 = new RawHTTP2ServerConnectionFactory(new Listener());
		http2.setMaxConcurrentStreams(maxStreams);
		this.connector = new ServerConnector(this.server, new SslConnectionFactory(ssl, alpn.getProtocol()), alpn,
				http2);
		this.connector.setHost("localhost");
		this.connector.setAcceptQueueSize(1024);
		this.server.addConnector(this.connector);
	}

	static Http2Server start(SSLContext sslContext, int maxStreams, Handler handler) throws Exception {
		Http2Server server = new Http2Server(sslContext, maxStreams, handler);
		server.server.start();
		return server;
	}

	static void headers(Stream stream, String... fields) {
		HttpFields.Mutable headers = HttpFields.build();
		for (int i = 0; i < fields.length; i += 2) {
			headers.add(fields[i], fields[i + 1]);
		}
		stream.headers(new HeadersFrame(stream.getId(), new MetaData.Response(200, null, HttpVersion.HTTP_2, headers),
				null, false));
	}

	static void data(Stream stream, String data, boolean last) {
		stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)), last));
	}

	static void reset(Stream stream, ErrorCode error) {
		stream.reset(new ResetFrame(stream.getId(), error.code));
	}

	/**
	 * Say that no stream after the last one has been processed, nor will be.
	 */
	static void goAway(Session session, int lastStream) {
		((HTTP2Session) session).frames(null, List.of(new GoAwayFrame(lastStream, ErrorCode.NO_ERROR.code, null)),
				Callback.NOOP);
	}

	URI uri() {
		return URI.create("https://localhost:" + this.connector.getLocalPort() + "/v1/test");
	}

	List<Session> sessions() {
		return this.sessions;
	}

	/**
	 * Wait until the client resets a stream.
	 * @return the code of the error
	 */
	int awaitReset() throws InterruptedException {
		Integer reset = this.resets.poll(5, TimeUnit.SECONDS);
		if (reset == null) {
			throw new AssertionError("The client has reset no stream");
		}
		return reset;
	}

	@Override
	public void close() {
		LifeCycle.stop(this.server);
	}

	/**
	 * Answers one stream, without blocking.
	 */
	@FunctionalInterface
	interface Handler {

		void handle(Stream stream) throws Exception;

	}

	private final class Listener implements ServerSessionListener {

		@Override
		public void onAccept(Session session) {
			Http2Server.this.sessions.add(session);
		}

		@Override
		public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
			stream.demand();
			try {
				Http2Server.this.handler.handle(stream);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return new Stream.Listener() {

				@Override
				public void onDataAvailable(Stream stream) {
					Stream.Data data = stream.readData();
					if (data != null) {
						data.release();
					}
					if (data == null || !data.frame().isEndStream()) {
						stream.demand();
					}
				}

				@Override
				public void onReset(Stream stream, ResetFrame frame, Callback callback) {
					Http2Server.this.resets.add(frame.getError());
					callback.succeeded();
				}

			};
		}

	}

}
