package com.flexinference.router.internal.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request that was read. The path is decoded and has no query. The body may be cut off,
 * and is complete if its rest was at least read.
 */
public record HttpRequest(String method, String path, String version, Map<String, List<String>> headers, byte[] body,
		boolean complete) {

	boolean isHead() {
		return "HEAD".equals(this.method);
	}

	boolean isHttp10() {
		return "HTTP/1.0".equals(this.version);
	}

	boolean isPersistent() {
		return this.complete && !isHttp10()
				&& this.headers.getOrDefault("Connection", List.of())
					.stream()
					.flatMap((value) -> Stream.of(value.split(",")))
					.noneMatch((option) -> "close".equalsIgnoreCase(option.strip()));
	}

}
