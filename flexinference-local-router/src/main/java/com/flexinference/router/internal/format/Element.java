package com.flexinference.router.internal.format;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.model.Part;

/**
 * An element of an answer: a block of a message or a step of an interaction, as a whole
 * and as a stream sends it.
 */
record Element(ObjectNode whole, ObjectNode start, List<ObjectNode> deltas) {

	// An element that a stream sends in one piece
	static Element of(ObjectNode whole) {
		return new Element(whole, whole, List.of());
	}

	// The elements of the parts of an answer
	static List<Element> of(SimulatedResponse answer, BiFunction<Part, Integer, Stream<Element>> elements) {
		List<Part> parts = answer.completion().parts();
		return IntStream.range(0, parts.size()).boxed().flatMap((i) -> elements.apply(parts.get(i), i)).toList();
	}

}
