package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.StdConverter;

import com.flexinference.template.internal.typed.ContainerTypes.Line;

/**
 * Classes and records, by what says how they are read.
 */
final class ClassTypes {

	private ClassTypes() {
	}

	static List<ProofCase> cases() {
		List<ProofCase> cases = new ArrayList<>();
		List.<Type>of(Task.class, Creator.class, Sub.class, Described.class, Ordered.class, Ignoring.class,
				WithIgnoredType.class, Fields.class, Setters.class, Fluent.class, Node.class, Tree.class, Parent.class,
				First.class, Built.class, Converted.class, Aliased.class, Included.class, Twice.class, Nested.class,
				Keywords.class, DelegatingRecord.class, NoNulls.class, Visible.class, PartIgnoring.class,
				Inherited.class, Overloaded.class, Both.class, Preferred.class)
			.forEach((type) -> cases.add(ProofCase.of(type)));
		List.<Type>of(Order.class, WriteOnly.class, Injected.class, Interned.class)
			.forEach((type) -> cases.add(ProofCase.of(type).readOnly()));
		return cases;
	}

	public static class Task {

		private boolean isDone;

		private String title;

		public boolean isDone() {
			return this.isDone;
		}

		public void setDone(boolean done) {
			this.isDone = done;
		}

		public String getTitle() {
			return this.title;
		}

		public void setTitle(String title) {
			this.title = title;
		}

	}

	public static class Creator {

		private final String name;

		public int age;

		@JsonCreator
		Creator(@JsonProperty("full_name") String fullName) {
			this.name = fullName;
		}

		@JsonGetter("full_name")
		public String name() {
			return this.name;
		}

	}

	public static class Base {

		private String firstName;

		public String getFirstName() {
			return this.firstName;
		}

		public void setFirstName(String firstName) {
			this.firstName = firstName;
		}

	}

	@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
	public static class Sub extends Base {

		private String lastName;

		public String getLastName() {
			return this.lastName;
		}

		public void setLastName(String lastName) {
			this.lastName = lastName;
		}

	}

	static class Inherited extends Base {

		public int number;

	}

	@JsonClassDescription("A lease.")
	record Described(@JsonPropertyDescription("Who pays.") Line tenant, Line owner,
			@JsonPropertyDescription("If any.") @Nullable Line witness,
			@JsonPropertyDescription("In euros.") int rent) {

	}

	@JsonPropertyOrder({ "last", "first" })
	record Ordered(String first, String last) {

	}

	record Ignoring(String text, @JsonIgnore String secret) {

	}

	@JsonIgnoreType
	record Context(String query) {

	}

	static class WithIgnoredType {

		public String text;

		public Context context;

	}

	static class Fields {

		public String text;

		public int number;

		public List<Line> lines;

		public transient String temporary;

	}

	@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
	static class Visible {

		private String text;

		private BigDecimal number;

	}

	static class Setters {

		private String value;

		@JsonSetter("text")
		void change(String text) {
			this.value = text;
		}

		@JsonGetter("text")
		String current() {
			return this.value;
		}

	}

	public static class Fluent {

		private String text;

		public String getText() {
			return this.text;
		}

		public Fluent setText(String text) {
			this.text = text;
			return this;
		}

	}

	record Node(String name, List<Node> children) {

	}

	record Tree(@Nullable Tree left, @Nullable Tree right, int weight) {

	}

	record First(int number, @Nullable Second second) {

	}

	record Second(List<First> firsts) {

	}

	static class Parent {

		public String name;

		@JsonManagedReference
		public List<Child> children;

	}

	static class Child {

		public String name;

		@JsonBackReference
		public Parent parent;

	}

	@JsonDeserialize(builder = Built.Builder.class)
	record Built(String text, int number) {

		@JsonPOJOBuilder(withPrefix = "")
		static class Builder {

			private String text;

			private int number;

			Builder text(String text) {
				this.text = text;
				return this;
			}

			Builder number(int number) {
				this.number = number;
				return this;
			}

			Built build() {
				return new Built(this.text, this.number);
			}

		}

	}

	@JsonDeserialize(converter = FromLine.class)
	@JsonSerialize(converter = ToLine.class)
	record Converted(String text, int count) {

	}

	static class FromLine extends StdConverter<Line, Converted> {

		@Override
		public Converted convert(Line line) {
			return new Converted(line.text(), line.count());
		}

	}

	static class ToLine extends StdConverter<Converted, Line> {

		@Override
		public Line convert(Converted value) {
			return new Line(value.text(), value.count());
		}

	}

	static class Aliased {

		@JsonAlias({ "n", "nm" })
		public String name;

		@JsonProperty("no")
		public int number;

	}

	@JsonIncludeProperties({ "text" })
	record Included(String text, String other) {

	}

	record Twice(Line first, Line second, List<Line> lines) {

	}

	record Nested(Outer outer) {

		record Outer(Inner inner) {

			record Inner(Line line, String text) {

			}

		}

	}

	static class Keywords {

		@JsonProperty("$ref")
		public String reference;

		public int anyOf;

		public String type;

		@JsonProperty("enum")
		public boolean values;

		public List<String> items;

	}

	static final class DelegatingRecord {

		private final Line line;

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		DelegatingRecord(Line line) {
			this.line = line;
		}

		@JsonValue
		Line line() {
			return this.line;
		}

	}

	record NoNulls(@JsonSetter(nulls = Nulls.FAIL) @Nullable String text,
			@JsonSetter(nulls = Nulls.SKIP) @Nullable String other,
			@JsonSetter(contentNulls = Nulls.FAIL) List<@Nullable String> texts) {

	}

	record PartIgnoring(@JsonIgnoreProperties("text") Line line, Line whole) {

	}

	public static class Overloaded {

		private Object value = "";

		@JsonSetter
		public void setValue(String value) {
			this.value = value;
		}

		public void setValue(int value) {
			this.value = value;
		}

		public String getValue() {
			return this.value.toString();
		}

	}

	static class Both {

		public String text;

		Both() {
		}

		Both(String text) {
			this.text = text;
		}

	}

	static class Order {

		public String text;

		@JsonProperty(access = JsonProperty.Access.READ_ONLY)
		public Instant created;

	}

	record WriteOnly(String text, @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) String password) {

	}

	static class Injected {

		public String text;

		@JacksonInject(useInput = OptBoolean.FALSE, optional = OptBoolean.TRUE)
		public String source;

	}

	record Preferred(@JacksonInject(useInput = OptBoolean.TRUE) String source) {

	}

	public static class Interned {

		private final List<String> texts = new ArrayList<>();

		public void setTexts(List<String> texts) {
			this.texts.addAll(texts);
		}

	}

}
