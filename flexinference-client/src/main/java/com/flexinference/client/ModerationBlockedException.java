package com.flexinference.client;

/**
 * Thrown when moderation flagged the prompt, which never reached a provider (code
 * {@code moderation_blocked}).
 */
public final class ModerationBlockedException extends FlexInferenceResponseException {

	private static final long serialVersionUID = 1L;

	ModerationBlockedException(ErrorAnswer answer) {
		super(answer, null);
	}

}
