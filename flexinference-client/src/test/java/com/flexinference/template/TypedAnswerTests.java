package com.flexinference.template;

import java.math.BigDecimal;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for typed answers, which the local router gives by the schema it is sent.
 */
class TypedAnswerTests {

	private static final FlexRequest REQUEST = FlexRequest.of((r) -> r.user("Read the invoice."));

	@AutoClose
	private final TestTemplate test = new TestTemplate();

	private final FlexInferenceTemplate template = this.test.create();

	@ParameterizedTest
	@EnumSource
	void recordInEveryFormat(CallerFormat format) {
		Invoice invoice = this.template.call(format, REQUEST).as(Invoice.class);
		assertThat(invoice.number()).isNotBlank();
		assertThat(invoice.lines()).isNotNull();
		assertThat(invoice.currency()).isEqualTo(Currency.EUR);
		assertThat(invoice.due()).isEqualTo(LocalDate.parse("2026-01-01"));
		assertThat(invoice.seller().name()).isNotBlank();
	}

	@ParameterizedTest
	@EnumSource
	void enumInEveryFormat(CallerFormat format) {
		assertThat(this.template.call(format, REQUEST).as(Currency.class)).isEqualTo(Currency.EUR);
	}

	@ParameterizedTest
	@EnumSource
	void listInEveryFormat(CallerFormat format) {
		assertThat(this.template.call(format, REQUEST).as(new ParameterizedTypeReference<List<Line>>() {
		})).containsExactly(new Line("text", 1, new Seller("name")));
	}

	@ParameterizedTest
	@EnumSource
	void everyKindOfPartInEveryFormat(CallerFormat format) {
		Everything everything = this.template.call(format, REQUEST).as(Everything.class);
		assertThat(everything.dateTime()).isNotNull();
		assertThat(everything.time()).isNotNull();
		assertThat(everything.instant()).isNotNull();
		assertThat(everything.id()).isNotNull();
		assertThat(everything.page().items()).allSatisfy((seller) -> assertThat(seller.name()).isNotBlank());
	}

	@Test
	void async() {
		assertThat(this.template.ask("Hi").async(Seller.class).join().name()).isNotBlank();
	}

	@Test
	void asyncList() {
		assertThat(this.template.ask("Hi").async(new ParameterizedTypeReference<List<Seller>>() {
		}).join()).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void scalarsOfTheJdkInEveryFormat(CallerFormat format) {
		Scalars scalars = this.template.call(format, REQUEST).as(Scalars.class);
		assertThat(scalars.currency().getCurrencyCode()).isEqualTo("EUR");
		assertThat(scalars.duration()).isPositive();
		assertThat(scalars.url()).hasProtocol("https");
		assertThat(scalars.shape()).isNotNull();
	}

	@Test
	void schemaOfResponsesIsStrict() {
		this.template.responses("Hi").as(Invoice.class);
		JsonNode format = this.test.sent().json().path("text").path("format");
		assertThat(format.path("type").asString()).isEqualTo("json_schema");
		assertThat(format.path("name").asString()).isEqualTo("Invoice");
		assertThat(format.path("strict").asBoolean()).isTrue();
		JsonNode schema = format.path("schema");
		assertThat(schema.has("$schema")).isFalse();
		assertStrict(schema);
		JsonNode properties = schema.path("properties");
		assertThat(properties.propertyNames()).contains("invoice_no", "lines", "note", "discount");
		assertThat(properties.path("note").path("anyOf").toString()).contains("null", "string");
		assertThat(properties.path("discount").path("anyOf").toString()).contains("null", "number");
		assertThat(properties.path("number").isMissingNode()).isTrue();
	}

	private static void assertStrict(JsonNode schema) {
		if (schema.path("properties").isObject() && schema.has("type")) {
			assertThat(schema.path("additionalProperties").toString()).isEqualTo("false");
			assertThat(schema.path("required").valueStream().map(JsonNode::asString))
				.containsExactlyInAnyOrderElementsOf(schema.path("properties").propertyNames());
		}
		schema.forEach(TypedAnswerTests::assertStrict);
	}

	@Test
	void schemaOfChatCompletions() {
		this.template.chatCompletions("Hi").as(Seller.class);
		JsonNode format = this.test.sent().json().path("response_format");
		assertThat(format.path("type").asString()).isEqualTo("json_schema");
		assertThat(format.path("json_schema").path("strict").asBoolean()).isTrue();
		assertThat(format.path("json_schema").path("schema").path("properties").has("name")).isTrue();
	}

	@Test
	void schemaOfInteractions() {
		this.template.interactions("Hi").as(Seller.class);
		assertThat(this.test.sent().json().path("response_format").path("properties").has("name")).isTrue();
	}

	@Test
	void schemaOfMessages() {
		this.template.messages("Hi").as(Seller.class);
		JsonNode json = this.test.sent().json();
		assertThat(json.path("tool_choice").toString()).isEqualTo("{\"type\":\"tool\",\"name\":\"Seller\"}");
		assertThat(json.path("tools").path(0).path("input_schema").path("properties").has("name")).isTrue();
	}

	@Test
	void schemaOfMessagesWhileThinking() {
		assertThat(this.template.messages((r) -> r.user("Hi").reasoningBudget(1024).maxTokens(2048))
			.as(Seller.class)
			.name()).isNotBlank();
		JsonNode json = this.test.sent().json();
		assertThat(json.at("/output_config/format/type").asString()).isEqualTo("json_schema");
		assertThat(json.at("/output_config/format/schema/properties").has("name")).isTrue();
		assertThat(json.has("tool_choice")).isFalse();
	}

	@Test
	void schemaOfMessagesWithThinkingByName() {
		this.template.messages(
				(r) -> r.user("Hi").maxTokens(2048).with("thinking", Map.of("type", "enabled", "budget_tokens", 1024)))
			.as(Seller.class);
		JsonNode json = this.test.sent().json();
		assertThat(json.has("output_config")).isTrue();
		assertThat(json.has("tools")).isFalse();
	}

	@Test
	void schemaOfMessagesBesideToolsByName() {
		Map<String, Object> tool = Map.of("name", "look_up", "input_schema", Map.of("type", "object"));
		this.template.messages((r) -> r.user("Hi").with("tools", List.of(tool))).as(Seller.class);
		assertThat(this.test.sent().json().path("tools").valueStream().map((sent) -> sent.path("name").asString()))
			.containsExactlyInAnyOrder("look_up", "Seller");
	}

	@Test
	void schemaKeepsOtherMembersOfText() {
		this.template.responses((r) -> r.user("Hi").with("text", Map.of("verbosity", "low"))).as(Seller.class);
		assertThat(this.test.sent().json().path("text").propertyNames()).containsExactlyInAnyOrder("verbosity",
				"format");
	}

	@Test
	void namesAreThoseOfTheApplicationsMapper() {
		FlexInferenceTemplate snake = this.test.create((builder) -> builder
			.jsonMapper(JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build()));
		Address address = snake.responses("Hi").as(Address.class);
		assertThat(address.streetName()).isNotBlank();
		assertThat(
				this.test.sent().json().path("text").path("format").path("schema").path("properties").propertyNames())
			.containsExactly("street_name");
	}

	@Test
	void mapsCannotBeAskedFor() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.ask("Hi").as(Translations.class))
			.withMessageContaining("Translations")
			.withMessageContaining("map");
		assertThat(this.test.count()).isZero();
	}

	record Invoice(@JsonProperty("invoice_no") String number, LocalDate due, Currency currency, Seller seller,
			List<Line> lines, Optional<BigDecimal> discount, @Nullable String note) {

	}

	record Seller(String name) {

	}

	record Line(String text, int count, Seller seller) {

	}

	enum Currency {

		EUR, USD

	}

	record Everything(LocalDateTime dateTime, LocalTime time, Instant instant, UUID id, Page<Seller> page,
			Optional<Seller> other, OptionalInt count, boolean flag) {

	}

	record Scalars(java.util.Currency currency, URL url, ZoneOffset offset, MonthDay day, Locale locale, ZoneId zone,
			Duration duration, Period period, OffsetTime time, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate date,
			Shape shape) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Shape {

		@JsonTypeName("circle")
		record Circle(double radius) implements Shape {

		}

		@JsonTypeName("square")
		record Square(double side) implements Shape {

		}

	}

	record Page<T>(List<T> items) {

	}

	record Address(String streetName) {

	}

	record Translations(Map<String, String> texts) {

	}

}
