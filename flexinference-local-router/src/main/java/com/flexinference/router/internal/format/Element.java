package com.flexinference.router.internal.format;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

/**
 * An element of an answer: a block of a message or a step of an interaction.
 *
 * @param whole the whole of it
 * @param start how it starts in a stream
 * @param deltas what a stream adds
 */
record Element(ObjectNode whole, ObjectNode start, List<ObjectNode> deltas) {

	// An element that a stream sends in one piece
	static Element of(ObjectNode whole) {
		return new Element(whole, whole, List.of());
	}

}
