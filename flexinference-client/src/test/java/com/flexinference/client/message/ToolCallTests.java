package com.flexinference.client.message;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ToolCall}.
 */
class ToolCallTests {

	@Test
	void argumentsAsTree() {
		assertThat(call("{\"price\":1.10}").json().path("price")).hasToString("1.10");
	}

	@Test
	void argumentsAsAType() {
		assertThat(call("{\"city\":\"Oslo\",\"days\":2,\"price\":12345678901234567.89,\"x\":1}")
			.argumentsAs(Weather.class)).isEqualTo(new Weather("Oslo", 2, new BigDecimal("12345678901234567.89")));
	}

	@Test
	void wholeNumberMayBeWrittenAsAFraction() {
		assertThat(call("{\"days\":2.0,\"price\":5.00}").argumentsAs(Weather.class))
			.isEqualTo(new Weather(null, 2, new BigDecimal("5.00")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{} {}", "[]", "null", "\"{}\"", "{\"days\":1.0e9999999999}",
			"{\"city\":\"secret\"}", "{\"city\":\"secret\",\"days\":null}", "{\"days\":\"secret\"}", "{\"days\":1.5}",
			"{\"days\":3000000000.0}", "{\"days\":1,\"days\":2}" })
	void argumentsThatDoNotFitAreRefused(String arguments) {
		assertThatExceptionOfType(InvalidToolArgumentsException.class)
			.isThrownBy(() -> call(arguments).argumentsAs(Weather.class))
			.withMessageStartingWith("The arguments of the tool 'weather' cannot be read: ")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	@Test
	void bigIntegerLosesNoFraction() {
		assertThat(call("{\"count\":2}").argumentsAs(Stock.class)).isEqualTo(new Stock(BigInteger.TWO));
		assertThatExceptionOfType(InvalidToolArgumentsException.class)
			.isThrownBy(() -> call("{\"count\":1.5}").argumentsAs(Stock.class));
	}

	@Test
	void nameInTheMessageHasNoControlCharacters() {
		assertThatExceptionOfType(InvalidToolArgumentsException.class)
			.isThrownBy(() -> new ToolCall(null, "a\nb", "").json())
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	private static ToolCall call(String arguments) {
		return new ToolCall("c", "weather", arguments);
	}

	record Stock(BigInteger count) {

	}

	record Weather(@Nullable String city, int days, BigDecimal price) {

	}

}
