package com.flexinference.client.internal.json;

import java.math.BigDecimal;
import java.util.function.Function;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Parser that keeps the digits of numbers, or fails where the type that is read has no
 * room for them.
 */
public final class ExactParser extends JsonParserDelegate {

	public ExactParser(JsonParser parser) {
		super(parser);
	}

	@Override
	public NumberType getNumberType() {
		return isFraction() ? NumberType.BIG_DECIMAL : super.getNumberType();
	}

	@Override
	public byte getByteValue() {
		int value = getIntValue();
		if (value != (byte) value) {
			throw outOfRange(byte.class);
		}
		return (byte) value;
	}

	@Override
	public int getIntValue() {
		return isFraction() ? exactInt() : super.getIntValue();
	}

	@Override
	public int getValueAsInt() {
		return isFraction() ? exactInt() : super.getValueAsInt();
	}

	@Override
	public long getLongValue() {
		return isFraction() ? exactLong() : super.getLongValue();
	}

	@Override
	public long getValueAsLong() {
		return isFraction() ? exactLong() : super.getValueAsLong();
	}

	@Override
	public float getFloatValue() {
		float value = super.getFloatValue();
		if (Float.isInfinite(value) || value == 0 && !isZero()) {
			throw outOfRange(float.class);
		}
		return value;
	}

	@Override
	public double getDoubleValue() {
		double value = super.getDoubleValue();
		if (Double.isInfinite(value) || value == 0 && !isZero()) {
			throw outOfRange(double.class);
		}
		return value;
	}

	private boolean isZero() {
		return new BigDecimal(getString()).signum() == 0;
	}

	private boolean isFraction() {
		return hasToken(JsonToken.VALUE_NUMBER_FLOAT);
	}

	private int exactInt() {
		return exact(BigDecimal::intValueExact, int.class);
	}

	private long exactLong() {
		return exact(BigDecimal::longValueExact, long.class);
	}

	private <T> T exact(Function<BigDecimal, T> reader, Class<T> type) {
		// A double between has 53 bits only.
		BigDecimal value = getDecimalValue();
		try {
			return reader.apply(value);
		}
		catch (ArithmeticException ex) {
			throw outOfRange(type);
		}
	}

	private InputCoercionException outOfRange(Class<?> type) {
		return new InputCoercionException(this, "A number is out of the range of " + type.getName(), currentToken(),
				type);
	}

}
