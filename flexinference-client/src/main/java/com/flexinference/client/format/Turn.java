package com.flexinference.client.format;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param text what is said
 */
public record Turn(Role role, String text) {

	/**
	 * Return who speaks, never what is said, which may be confidential.
	 */
	@Override
	public String toString() {
		return "Turn[role=" + this.role + ", text=" + this.text.length() + " characters]";
	}

	/**
	 * Who speaks.
	 */
	public enum Role {

		/**
		 * The user.
		 */
		USER("user"),

		/**
		 * The model.
		 */
		ASSISTANT("assistant");

		private final String wireName;

		Role(String wireName) {
			this.wireName = wireName;
		}

		String wireName() {
			return this.wireName;
		}

	}

}
