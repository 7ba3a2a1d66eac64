package com.flexinference.client.internal.format;

import com.flexinference.client.internal.json.RawJson;

/**
 * The JSON schema that the text of an answer has to follow.
 *
 * @param name a name for it, of letters, digits, {@code _} and {@code -}
 * @param schema the schema, a JSON object
 */
public record AnswerSchema(String name, RawJson schema) {

	/**
	 * Return whether the provider can enforce the schema.
	 * @return whether strict mode accepts it
	 */
	boolean isStrict() {
		return StrictSchema.isAccepted(this.schema.tree());
	}

}
