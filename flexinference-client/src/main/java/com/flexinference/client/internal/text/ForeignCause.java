package com.flexinference.client.internal.text;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Makes the causes of a failure fit for stack traces, which show their messages. The HTTP
 * clients quote what a server sent.
 */
public final class ForeignCause {

	private ForeignCause() {
	}

	public static @Nullable Throwable neutralize(@Nullable Throwable cause) {
		for (Throwable current = cause; current != null; current = current.getCause()) {
			String message = current.getMessage();
			if (message != null && !message.equals(ForeignText.neutralize(message))) {
				return copy(cause);
			}
		}
		return cause;
	}

	private static @Nullable Throwable copy(@Nullable Throwable cause) {
		if (cause == null) {
			return null;
		}
		IOException copy = new IOException(ForeignText.neutralize(cause.toString()), copy(cause.getCause()));
		copy.setStackTrace(cause.getStackTrace());
		return copy;
	}

}
