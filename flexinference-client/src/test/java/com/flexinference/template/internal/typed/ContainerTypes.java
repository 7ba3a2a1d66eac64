package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

import com.flexinference.template.internal.typed.ScalarTypes.Box;
import com.flexinference.template.internal.typed.ScalarTypes.Color;

/**
 * Lists, sets, arrays and optional values.
 */
final class ContainerTypes {

	private ContainerTypes() {
	}

	static List<ProofCase> cases() {
		TypeFactory types = JsonMapper.shared().getTypeFactory();
		List<Type> all = new ArrayList<>(List.of(int[].class, long[].class, double[].class, boolean[].class,
				short[].class, float[].class, String[].class, Color[].class, LocalDate[].class, Line[].class,
				String[][].class, int[][].class, Optionals.class, NullableParts.class, NullableElements.class,
				Names.class, Lines.class, Matrix.class));
		for (Class<?> collection : List.of(List.class, Collection.class, Iterable.class, Set.class, SortedSet.class,
				Queue.class, Deque.class, ArrayList.class, LinkedList.class, LinkedHashSet.class, TreeSet.class,
				ArrayDeque.class, CopyOnWriteArrayList.class, ConcurrentLinkedQueue.class)) {
			all.add(types.constructParametricType(collection, String.class));
		}
		List.of(new ParameterizedTypeReference<List<Line>>() {
		}, new ParameterizedTypeReference<List<List<Line>>>() {
		}, new ParameterizedTypeReference<Set<Color>>() {
		}, new ParameterizedTypeReference<EnumSet<Color>>() {
		}, new ParameterizedTypeReference<Optional<Line>>() {
		}, new ParameterizedTypeReference<List<Optional<String>>>() {
		}, new ParameterizedTypeReference<Box<List<BigDecimal>>>() {
		}, new ParameterizedTypeReference<Page<Line>>() {
		}, new ParameterizedTypeReference<Page<Page<Line>>>() {
		}, new ParameterizedTypeReference<AtomicReference<Line>>() {
		}, new ParameterizedTypeReference<Box<Optional<List<Line>>>>() {
		}).forEach((reference) -> all.add(reference.getType()));
		return all.stream().map(ProofCase::of).toList();
	}

	record Line(String text, int count) {

	}

	record Page<T>(List<T> items, int total) {

	}

	record Optionals(Optional<String> text, OptionalInt number, OptionalLong big, OptionalDouble fraction,
			Optional<Line> line, Optional<List<String>> texts, Optional<Color> color,
			AtomicReference<String> reference) {

	}

	record NullableParts(@Nullable String text, @Nullable Integer number, @Nullable Line line,
			@Nullable List<String> texts, @Nullable Color color, String last) {

	}

	record NullableElements(List<@Nullable String> texts, List<@Nullable Line> lines, @Nullable Integer[] numbers,
			@Nullable String[] array, List<List<@Nullable BigDecimal>> table, Optional<List<@Nullable Color>> colors) {

	}

	static class Names extends ArrayList<String> {

		private static final long serialVersionUID = 1L;

	}

	record Lines(@JsonValue List<Line> lines) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Lines {
		}

	}

	record Matrix(double[][] cells, List<int[]> rows, byte[][] blocks) {

	}

}
