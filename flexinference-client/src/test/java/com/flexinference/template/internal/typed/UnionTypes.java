package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Types with subtypes.
 */
final class UnionTypes {

	private UnionTypes() {
	}

	static List<ProofCase> cases() {
		List<ProofCase> cases = new ArrayList<>();
		List.<Type>of(Block.class, Document.class, Shape.class, Drawing.class, Wrapped.class, WrappedPart.class,
				Simple.class, ByClass.class, ByMinimalClass.class, Existing.class, Visible.class, Deduced.class,
				Animal.class, Single.class, Sealed.class, Level1.class, OnProperty.class, Expression.class, Empty.class,
				Generic.class, Nullables.class, Two.class, Kennel.class, ByName.class)
			.forEach((type) -> cases.add(ProofCase.of(type)));
		List.of(new ParameterizedTypeReference<List<Shape>>() {
		}, new ParameterizedTypeReference<Optional<Shape>>() {
		}).forEach((type) -> cases.add(ProofCase.of(type)));
		return cases;
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Section.class, name = "section"),
			@JsonSubTypes.Type(value = Text.class, name = "text") })
	sealed interface Block permits Section, Text {

	}

	record Section(List<Block> children) implements Block {

	}

	record Text(String text) implements Block {

	}

	record Document(List<Block> blocks) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Shape permits Circle, Square {

	}

	@JsonTypeName("circle")
	record Circle(double radius) implements Shape {

	}

	@JsonTypeName("square")
	record Square(double side) implements Shape {

	}

	record Drawing(Shape main, List<Shape> others, @Nullable Shape background, Optional<Shape> frame, Circle circle) {

	}

	record Nullables(List<@Nullable Shape> shapes, @Nullable List<Block> blocks) {

	}

	record Two(Shape shape, Block block) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Left.class, name = "left"),
			@JsonSubTypes.Type(value = Right.class, name = "right") })
	interface Wrapped {

	}

	record Left(int number) implements Wrapped {

	}

	record Right(List<Wrapped> parts) implements Wrapped {

	}

	record WrappedPart(Wrapped part, List<Wrapped> parts) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	sealed interface Simple {

		record One(int number) implements Simple {

		}

		record Other(String text) implements Simple {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	sealed interface ByClass {

		record One(int number) implements ByClass {

		}

		record Other(String text) implements ByClass {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	sealed interface ByMinimalClass {

		record One(int number) implements ByMinimalClass {

		}

		record Other(String text) implements ByMinimalClass {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface ByName {

		record One(int number) implements ByName {

		}

		record Other(String text) implements ByName {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type",
			visible = true)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Existing.A.class, name = "a"),
			@JsonSubTypes.Type(value = Existing.B.class, name = "b") })
	interface Existing {

		record A(String type, int number) implements Existing {

		}

		record B(String type, String text) implements Existing {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Visible.A.class, name = "a") })
	interface Visible {

		record A(int number) implements Visible {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
	@JsonSubTypes({ @JsonSubTypes.Type(Deduced.A.class), @JsonSubTypes.Type(Deduced.B.class) })
	interface Deduced {

		record A(int number, String common) implements Deduced {

		}

		record B(String text, String common) implements Deduced {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "species")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Animal.class, name = "animal"),
			@JsonSubTypes.Type(value = Dog.class, name = "dog") })
	static class Animal {

		public String name;

	}

	static class Dog extends Animal {

		public int teeth;

	}

	record Kennel(Animal animal, Dog dog, List<Dog> dogs) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonTypeName("only")
	record Single(int number) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	abstract static sealed class Sealed permits Sealed.A, Sealed.B {

		public int number;

		@JsonTypeName("a")
		static final class A extends Sealed {

			public String text;

		}

		@JsonTypeName("b")
		static final class B extends Sealed {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	sealed interface Level1 {

		sealed interface Level2 extends Level1 {

			@JsonTypeName("deep")
			record Deep(int number) implements Level2 {

			}

			@JsonTypeName("deeper")
			record Deeper(@Nullable Level2 other) implements Level2 {

			}

		}

		@JsonTypeName("flat")
		record Flat(String text) implements Level1 {

		}

	}

	interface Plain {

		record A(int number) implements Plain {

		}

		record B(String text) implements Plain {

		}

	}

	static class OnProperty {

		@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
		@JsonSubTypes({ @JsonSubTypes.Type(value = Plain.A.class, name = "a"),
				@JsonSubTypes.Type(value = Plain.B.class, name = "b") })
		public Plain plain;

		@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
		@JsonSubTypes({ @JsonSubTypes.Type(value = Plain.A.class, name = "a"),
				@JsonSubTypes.Type(value = Plain.B.class, name = "b") })
		public List<Plain> list;

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
	sealed interface Expression {

		@JsonTypeName("add")
		record Add(Expression left, Expression right) implements Expression {

		}

		@JsonTypeName("negate")
		record Negate(Expression of) implements Expression {

		}

		@JsonTypeName("number")
		record Literal(@JsonProperty("n") long number) implements Expression {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	sealed interface Empty {

		@JsonTypeName("nothing")
		record Nothing() implements Empty {

		}

		@JsonTypeName("something")
		record Something(String text) implements Empty {

		}

	}

	record Generic(Result<String> text, Result<Integer> number) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Ok.class, name = "ok"),
			@JsonSubTypes.Type(value = Failed.class, name = "failed") })
	interface Result<T> {

	}

	record Ok<T>(T value) implements Result<T> {

	}

	record Failed<T>(String reason) implements Result<T> {

	}

}
