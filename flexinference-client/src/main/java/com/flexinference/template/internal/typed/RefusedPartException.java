package com.flexinference.template.internal.typed;

/**
 * Thrown when a part of a type is not supported.
 */
final class RefusedPartException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RefusedPartException(String path, String problem, String instead) {
		super((path.isEmpty() ? "it" : "its part '" + path.substring(path.startsWith(".") ? 1 : 0) + "'") + " "
				+ problem + ". " + instead + ".");
	}

}
