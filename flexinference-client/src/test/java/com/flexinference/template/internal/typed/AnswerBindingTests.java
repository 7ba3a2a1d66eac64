package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URL;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AnswerBinding} and {@link AnswerCheck}: what the model wrote arrives
 * whole, or not at all.
 */
class AnswerBindingTests {

	@Test
	void numbersKeepTheirDigits() {
		assertThat(bind(Money.class, "{\"amount\":12345678901234567.89}").amount()).isEqualTo("12345678901234567.89");
		assertThat(bind(Money.class, "{\"amount\":1.10}").amount()).isEqualTo(new BigDecimal("1.10"));
		assertThat(bind(Price.class, "{\"amount\":{\"value\":1.10,\"currency\":\"EUR\"}}").amount().value().value())
			.isEqualTo(new BigDecimal("1.10"));
		assertThat(bind(AnyNumber.class, "{\"number\":12345678901234567.89}").number())
			.isEqualTo(new BigDecimal("12345678901234567.89"));
	}

	@Test
	void digitsOutsideOfAnObject() {
		assertThat(bind(BigDecimal.class, "{\"value\":12345678901234567.890}"))
			.isEqualTo(new BigDecimal("12345678901234567.890"));
	}

	@Test
	void scalarsAreReadFromText() {
		Scalars scalars = bind(Scalars.class, "{\"currency\":\"EUR\",\"url\":\"https://example.com\","
				+ "\"data\":\"aGk=\",\"date\":\"31.01.2026\",\"time\":\"2026-01-01T10:00:00+02:00\"}");
		assertThat(scalars.currency()).isEqualTo(Currency.getInstance("EUR"));
		assertThat(scalars.url()).hasHost("example.com");
		assertThat(scalars.data()).asString().isEqualTo("hi");
		assertThat(scalars.date()).isEqualTo("2026-01-31");
		assertThat(scalars.time().getOffset()).hasToString("+02:00");
	}

	@Test
	void patternsOfDatesAreTold() {
		JsonNode date = schema(Scalars.class).at("/properties/date");
		assertThat(date.propertyNames()).containsExactlyInAnyOrder("type", "description", "pattern");
		assertThat(date.path("description").asString()).contains("dd.MM.yyyy").contains("31.01.2026");
	}

	@Test
	void elementsOfListsMayBeNull() {
		assertThat(bind(Cells.class, "{\"cells\":[null,\"x\"]}").cells()).containsExactly(null, "x");
	}

	@Test
	void nothingStandsBesideAChoice() {
		assertThat(schema(Note.class).at("/properties/note").propertyNames()).containsExactly("anyOf");
	}

	@Test
	void subtypesAreClosedObjects() {
		for (JsonNode definition : schema(UnionTypes.Document.class).path("$defs")) {
			assertThat(definition.has("properties")).isNotEqualTo(definition.has("anyOf"));
		}
		assertThat(schema(UnionTypes.Drawing.class).toString()).contains("radius").doesNotContain("$Shape");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"blocks":[{"type":"text"}]} | 'blocks[0].text' is missing
			{"blocks":[{"type":"section","children":[{"type":"text"}]}]} | 'blocks[0].children[0].text' is missing
			{"blocks":[{"type":"table","text":"a"}]} | 'blocks[0]' is of none of the requested types
			{"blocks":[{"text":"a"}]} | 'blocks[0].type' is missing
			{"blocks":[null]} | 'blocks[0]' is missing
			{} | 'blocks' is missing
			""")
	void partsOfSubtypesAreRequired(String json, String problem) {
		assertThat(problem(UnionTypes.Document.class, json)).isEqualTo(problem);
	}

	@Test
	void fractionIsNoWholeNumber() {
		assertThat(problem(Counted.class, "{\"count\":1.5}")).isEqualTo("'count' is not a whole number");
		assertThat(problem(Counted.class, "{\"count\":1.0}")).isNull();
		assertThat(problem(Counted.class, "{\"count\":1e3}")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"b\":200}", "{\"f\":1e39}", "{\"d\":1e400}", "{\"l\":9223372036854775808.0}",
			"{\"l\":1e999999999}" })
	void numberWithoutRoomIsNoAnswer(String json) {
		AnswerBinding binding = type(Small.class).binding();
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> binding.value(json));
	}

	@Test
	void longKeepsItsDigitsAfterAPoint() {
		assertThat(bind(Long.class, "{\"value\":9007199254740993.0}")).isEqualTo(9007199254740993L);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					java.util.UUID | {"value":""} | 'value' is an empty text
					java.lang.Integer | {"value":" "} | 'value' is an empty text
					java.time.Duration | {"value":""} | 'value' is an empty text
					com.flexinference.template.internal.typed.ScalarTypes$Color | {"value":0} | 'value' is none of the allowed values
					com.flexinference.template.internal.typed.ScalarTypes$Color | {"value":"0"} | 'value' is none of the allowed values
					""")
	void textThatMeansNothingIsNotNull(Class<?> type, String json, String problem) {
		assertThat(problem(type, json)).isEqualTo(problem);
	}

	@Test
	void emptyTextIsAText() {
		assertThat(bind(String.class, "{\"value\":\"\"}")).isEmpty();
	}

	@Test
	void unknownValuesOfEnumsAreNotNull() {
		JsonMapper mapper = JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build();
		AnswerBinding binding = new AnswerTypeCache(mapper).get(Painted.class).binding();
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> binding.value("{\"color\":\"MAUVE\"}"));
	}

	@Test
	void textThatIsNotOneObjectIsNoAnswer() {
		AnswerBinding binding = type(Counted.class).binding();
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> binding.tree("{\"count\":1} {\"count\":2}"));
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> binding.tree("{\"count\":1,\"count\":2}"));
	}

	private static JsonNode schema(Type type) {
		return type(type).schema().schema().tree();
	}

	private static AnswerType type(Type type) {
		return new AnswerTypeCache(JsonMapper.shared()).get(type);
	}

	private static @Nullable String problem(Type type, String json) {
		AnswerType answerType = type(type);
		return answerType.check().findProblem(answerType.binding().tree(json));
	}

	private static <T> T bind(Class<T> type, String json) {
		assertThat(problem(type, json)).isNull();
		return type.cast(type(type).binding().value(json));
	}

	record Money(BigDecimal amount) {

	}

	record Price(Amount amount) {

	}

	record Amount(Exact value, Currency currency) {

	}

	record Exact(@JsonValue BigDecimal value) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Exact {
		}

	}

	record AnyNumber(Number number) {

	}

	record Scalars(Currency currency, URL url, byte[] data, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate date,
			OffsetDateTime time) {

	}

	record Small(@Nullable Byte b, @Nullable Float f, @Nullable Double d, @Nullable Long l) {

	}

	record Cells(List<@Nullable String> cells) {

	}

	record Note(Optional<String> note) {

	}

	record Counted(int count) {

	}

	record Painted(ScalarTypes.Color color) {

	}

}
