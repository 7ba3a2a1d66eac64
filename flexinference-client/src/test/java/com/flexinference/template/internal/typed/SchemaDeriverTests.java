package com.flexinference.template.internal.typed;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SchemaDeriver}. {@link SchemaProofTests} has more types.
 */
class SchemaDeriverTests {

	@Test
	void propertiesAreInTheOrderOfTheirDeclaration() {
		assertThat(schema(Verdict.class).path("properties").propertyNames()).containsExactly("reason", "fair");
	}

	@Test
	void descriptionsOfJacksonAreKept() {
		JsonNode schema = schema(Contract.class);
		assertThat(schema.path("description").asString()).isEqualTo("A lease.");
		assertThat(schema.at("/properties/tenant/description").asString()).isEqualTo("Who pays.");
		assertThat(schema.at("/properties/tenant/anyOf/0/$ref").asString()).isEqualTo("#/$defs/Party");
		assertThat(schema.at("/$defs/Party/properties/name/description").asString()).isEqualTo("The full name.");
	}

	@Test
	void objectThatIsUsedOnceIsWrittenInItsPlace() {
		JsonNode flat = schema(Lease.class).at("/properties/flat");
		assertThat(flat.path("type").asString()).isEqualTo("object");
		assertThat(flat.path("description").asString()).isEqualTo("What is let. A flat.");
	}

	@Test
	void onlyWhatAnInstantKeepsIsAskedFor() {
		JsonNode schema = schema(Scalars.class).at("/properties/instant");
		assertThat(schema.path("format").asString()).isEqualTo("date-time");
		assertThat("2026-01-31T13:45:30.123456789Z").matches(schema.path("pattern").asString());
		assertThat("2026-01-31T13:45:30+01:00").doesNotMatch(schema.path("pattern").asString());
		JsonNode date = schema(Date.class).at("/properties/value/pattern");
		assertThat("2026-01-31T13:45:30.123Z").matches(date.asString());
		assertThat("2026-01-31T13:45:30.1234Z").doesNotMatch(date.asString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			date | format | date
			zoned | format | date-time
			dateTime | pattern | 2026-01-31T13:45:30.5
			time | pattern | 13:45:30
			month | pattern | 2026-01
			duration | pattern | PT1H30M
			id | format | uuid
			""")
	void scalarsWithText(String name, String keyword, String expected) {
		JsonNode schema = schema(Scalars.class).path("properties").path(name);
		assertThat(schema.propertyNames()).containsExactly("type", keyword);
		assertThat(schema.path("type").asString()).isEqualTo("string");
		if (keyword.equals("pattern")) {
			assertThat(expected).matches(schema.path("pattern").asString());
		}
		else {
			assertThat(schema.path("format").asString()).isEqualTo(expected);
		}
	}

	@Test
	void scalarsWithoutFormat() {
		JsonNode schema = schema(Scalars.class).path("properties");
		assertThat(schema.path("year")).hasToString("{\"type\":\"integer\"}");
		assertThat(schema.path("uri")).hasToString("{\"type\":\"string\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "number", "fraction", "nullable", "party" })
	void optionalPartsMayBeNull(String name) {
		JsonNode choices = schema(Optionals.class).at("/properties/" + name + "/anyOf");
		assertThat(choices.valueStream().map((choice) -> choice.path("type").asString(""))).hasSize(2).contains("null");
	}

	@Test
	void valuesOfEnumsAreThoseThatTheMapperReads() {
		assertThat(enumOf(Role.class, JsonMapper.shared())).containsExactly("the tenant", "OWNER");
		assertThat(enumOf(ScalarTypes.Level.class, JsonMapper.shared())).containsExactly("1", "2");
		assertThat(enumOf(Plain.class,
				JsonMapper.builder().enumNamingStrategy(EnumNamingStrategies.LOWER_CAMEL_CASE).build()))
			.containsExactly("bothParties", "none");
	}

	private static List<String> enumOf(Class<?> type, JsonMapper mapper) {
		return new AnswerTypeCache(mapper).get(type)
			.schema()
			.schema()
			.tree()
			.at("/properties/value/enum")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
	}

	@Test
	void numbersOfEnumsAreNumbers() {
		JsonNode schema = schema(ScalarTypes.Priority.class).at("/properties/value");
		assertThat(schema).hasToString("{\"type\":\"integer\",\"enum\":[1,2]}");
	}

	@Test
	void namesOfDefinitionsArePlain() {
		JsonNode schema = schema(Pages.class);
		SchemaProofTests.assertStrict(schema);
		assertThat(schema.path("$defs").propertyNames()).isNotEmpty()
			.allSatisfy((name) -> assertThat(name).matches("[a-zA-Z0-9_.-]+"));
	}

	@Test
	void recursiveTypeInAListRefersToItself() {
		JsonNode schema = new AnswerTypeCache(JsonMapper.shared()).get(new ParameterizedTypeReference<List<Node>>() {
		}.getType()).schema().schema().tree();
		SchemaProofTests.assertStrict(schema);
		JsonNode list = resolve(schema, schema.at("/properties/value"));
		assertThat(list.path("type").asString()).isEqualTo("array");
		JsonNode node = resolve(schema, list.path("items"));
		assertThat(node.path("properties").propertyNames()).containsExactly("name", "children");
		assertThat(resolve(schema, node.at("/properties/children"))).isEqualTo(list);
	}

	@Test
	void genericRecord() {
		AnswerType type = new AnswerTypeCache(JsonMapper.shared()).get(new ParameterizedTypeReference<Page<Party>>() {
		}.getType());
		SchemaProofTests.assertStrict(type.schema().schema().tree());
		assertThat(type.schema().name()).isEqualTo("Page");
		assertThat(type.schema().schema().tree().at("/properties/items/items/properties").propertyNames())
			.containsExactly("name");
	}

	private static JsonNode schema(Class<?> type) {
		return new AnswerTypeCache(JsonMapper.shared()).get(type).schema().schema().tree();
	}

	private static JsonNode resolve(JsonNode root, JsonNode schema) {
		return schema.has("$ref") ? resolve(root, root.at(schema.path("$ref").asString().substring(1))) : schema;
	}

	record Verdict(String reason, boolean fair) {

	}

	@JsonClassDescription("A lease.")
	record Contract(@JsonPropertyDescription("Who pays.") Party tenant, Party owner,
			@JsonPropertyDescription("If any.") @Nullable Party witness, Role role, One one, @JsonIgnore String secret,
			Optional<List<Party>> others) {

	}

	record Lease(@JsonPropertyDescription("What is let.") Flat flat) {

	}

	@JsonClassDescription("A flat.")
	record Flat(int rooms) {

	}

	record Party(@JsonPropertyDescription("The full name.") String name) {

	}

	enum Role {

		TENANT {
			@Override
			public String toString() {
				return "the tenant";
			}
		},

		OWNER

	}

	record Pages(Page<Party> first, Page<Party> last) {

	}

	enum Plain {

		BOTH_PARTIES, @JsonProperty("none")
		NO_PARTY

	}

	enum One {

		ONLY

	}

	record Node(String name, List<Node> children) {

	}

	record Scalars(LocalDate date, Instant instant, ZonedDateTime zoned, LocalDateTime dateTime, LocalTime time,
			YearMonth month, Year year, Duration duration, UUID id, URI uri) {

	}

	record Optionals(Optional<String> text, OptionalInt number, OptionalDouble fraction, @Nullable String nullable,
			Optional<Party> party) {

	}

	record Page<T>(List<T> items) {

	}

}
