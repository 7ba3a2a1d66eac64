package com.flexinference.template.internal.typed;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Parser that keeps the digits of fractions for creators that take a number.
 */
final class ExactParser extends JsonParserDelegate {

	ExactParser(JsonParser parser) {
		super(parser);
	}

	@Override
	public NumberType getNumberType() {
		return hasToken(JsonToken.VALUE_NUMBER_FLOAT) ? NumberType.BIG_DECIMAL : super.getNumberType();
	}

}
