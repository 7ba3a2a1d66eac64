package com.flexinference.template.internal.typed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for types that cannot be asked for.
 */
class RefusedTypesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Mapped | its part 'texts' is a map | list of records
			EnumMapped | its part 'texts' is a map | list of records
			Entry | its part 'entry' is a map | list of records
			Anything | its part 'any' is of the type java.lang.Object | Use a record
			Node | its part 'node' is of the type tools.jackson.databind.JsonNode | Use a record
			Tree | its part 'tree' is of the type | Use a record
			Any | takes any property | list of records
			Unwrapped | its part 'line' is unwrapped | Remove the annotation
			External | its part 'shape' has an external type id | As.PROPERTY
			Array | its part 'shapes[]' has ids of types that are not inside its JSON (WRAPPER_ARRAY) | As.PROPERTY
			Abstract | its part 'plain' is abstract | @JsonTypeInfo
			Unlisted | its part 'open' has no subtypes that are known | @JsonSubTypes
			Ambiguous | its part 'deduced' has the subtype | Id.NAME
			Scalar | its part 'coded' has the subtype | WRAPPER_OBJECT
			Custom | its part 'custom' is read by | that Jackson reads by itself
			Point | is read by BeanAsArrayDeserializer | use a record
			Identified | has object ids | @JsonIdentityInfo
			Referring | its part 'line' has object ids | @JsonIdentityInfo
			Outer | its part 'inner' is an inner class | Make the class static
			Classes | its part 'type' is of the type java.lang.Class | Use a record
			Failure | its part 'failure' is read by ThrowableDeserializer | use a record
			Raw | its part 'raw[]' is of the type java.lang.Object | Use a record
			Empty | it has no parts that can be read | Use a record
			Endless | it contains itself recursively | list or @Nullable
			Dated | its part 'date' cannot be read by 'MM/yyyy' | use a String
			Needed | its part 'line.count' is ignored, but the mapper has no value for it | may be null
			Delegating | it is a map | list of records
			Injected | has no parts | Use a record
			Consumed | its part 'kind' is the id of the type | visible = true
			Growing | the type arguments differ on each level | same type arguments
			Timeless | its part 'instant' cannot be read by 'yyyy-MM-dd' | use a String
			Deep | its part 'lists[][].texts' is a map | list of records
			""")
	void refused(String name, String problem, String instead) throws ClassNotFoundException {
		Class<?> type = Class.forName(getClass().getName() + "$" + name);
		AnswerTypeCache types = new AnswerTypeCache(JsonMapper.shared());
		assertThatIllegalArgumentException().isThrownBy(() -> types.get(type))
			.withMessageStartingWith("The type " + type.getName() + " is not supported as an answer: ")
			.withMessageContaining(problem)
			.withMessageContaining(instead);
	}

	@Test
	void typeThatJacksonCannotReadIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AnswerTypeCache(JsonMapper.shared()).get(Conflicting.class))
			.withMessageContaining("Jackson cannot read it");
	}

	@Test
	void partThatAMixInIgnoresIsRefusedIfItIsNeeded() {
		JsonMapper mapper = JsonMapper.builder().addMixIn(ContainerTypes.Line.class, WithoutCount.class).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AnswerTypeCache(mapper).get(ContainerTypes.Line.class))
			.withMessageContaining("its part 'count' is ignored, but the mapper has no value for it");
	}

	@Test
	void polymorphismOfTheMapperIsRefused() {
		JsonMapper mapper = JsonMapper.builder()
			.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build())
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> new AnswerTypeCache(mapper).get(Anything.class));
	}

	interface WithoutCount {

		@JsonIgnore
		int count();

	}

	record Mapped(Map<String, String> texts) {

	}

	record EnumMapped(EnumMap<ScalarTypes.Color, String> texts) {

	}

	record Entry(Map.Entry<String, String> entry) {

	}

	record Anything(Object any) {

	}

	record Node(JsonNode node) {

	}

	record Tree(ObjectNode tree) {

	}

	public static class Any {

		public String text;

		@JsonAnySetter
		public void set(String name, String value) {
		}

	}

	record Unwrapped(@JsonUnwrapped ContainerTypes.Line line) {

	}

	static class External {

		@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind")
		@JsonSubTypes(@JsonSubTypes.Type(value = UnionTypes.Plain.A.class, name = "a"))
		public UnionTypes.Plain shape;

		public String kind;

	}

	record Array(List<InArray> shapes) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
	sealed interface InArray {

		record One(int number) implements InArray {

		}

	}

	record Abstract(UnionTypes.Plain plain) {

	}

	record Unlisted(Open open) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	interface Open {

	}

	record Ambiguous(Deduced deduced) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
	sealed interface Deduced {

		record Less(int number) implements Deduced {

		}

		record More(int number, String text) implements Deduced {

		}

	}

	record Scalar(Coded coded) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Coded {

		enum Code implements Coded {

			ONE

		}

	}

	record Custom(@JsonDeserialize(using = CustomDeserializer.class) String custom) {

	}

	static class CustomDeserializer extends StdDeserializer<String> {

		CustomDeserializer() {
			super(String.class);
		}

		@Override
		public String deserialize(JsonParser parser, DeserializationContext context) {
			TreeNode tree = parser.readValueAsTree();
			return tree.toString();
		}

	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record Point(int x, int y) {

	}

	@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
	static class Identified {

		public String text;

	}

	static class Referring {

		@JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
		public ContainerTypes.Line line;

	}

	public static class Outer {

		public Inner inner;

		public class Inner {

			public String text;

		}

	}

	record Classes(Class<?> type) {

	}

	record Failure(IllegalStateException failure) {

	}

	record Raw(@SuppressWarnings("rawtypes") List raw) {

	}

	record Empty() {

	}

	record Endless(String text, Endless next) {

	}

	record Dated(@JsonFormat(pattern = "MM/yyyy") LocalDate date) {

	}

	record Needed(@JsonIgnoreProperties("count") ContainerTypes.Line line) {

	}

	static class Delegating {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Delegating(Map<String, String> map) {
		}

	}

	record Injected(@JacksonInject("source") String source) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	record Consumed(String kind, int number) {

	}

	record Growing(Grown<String> grown) {

	}

	record Grown<T>(T value, @Nullable Grown<List<T>> next) {

	}

	record Timeless(@JsonFormat(pattern = "yyyy-MM-dd") Instant instant) {

	}

	record Deep(List<List<Mapped>> lists) {

	}

	static class Conflicting {

		@JsonCreator
		Conflicting(@JsonProperty("text") String text) {
		}

		@JsonCreator
		Conflicting(@JsonProperty("number") int number) {
		}

	}

}
