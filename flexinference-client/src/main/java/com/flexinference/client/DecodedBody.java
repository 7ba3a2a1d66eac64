package com.flexinference.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A body that was compressed by gzip although the client did not request it, read as it
 * arrives. Begins to decode with the first read, so that headers can be had before. A
 * body that some request factory has decoded already, and left the header, is passed
 * through.
 */
final class DecodedBody extends FilterInputStream {

	private static final int MAGIC = 0x1f;

	private boolean begun;

	private DecodedBody(InputStream body) {
		super(body);
	}

	static InputStream open(ClientHttpResponse response) throws IOException {
		String encoding = response.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
		String name = (encoding != null) ? encoding.trim().toLowerCase(Locale.ROOT) : "";
		return switch (name) {
			case "", "identity" -> response.getBody();
			case "gzip", "x-gzip" -> new DecodedBody(response.getBody());
			default -> throw ErrorAnswer.problem(response,
					"The body is compressed by '" + name
							+ "', which was not requested; only gzip is supported. Check whether a proxy"
							+ " changes the answers.");
		};
	}

	private void begin() throws IOException {
		if (this.begun) {
			return;
		}
		this.begun = true;
		PushbackInputStream pushback = new PushbackInputStream(this.in, 1);
		int first = pushback.read();
		if (first >= 0) {
			pushback.unread(first);
		}
		this.in = (first == MAGIC) ? new GZIPInputStream(pushback) : pushback;
	}

	@Override
	public int read() throws IOException {
		begin();
		return super.read();
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		begin();
		return super.read(buffer, offset, length);
	}

}
