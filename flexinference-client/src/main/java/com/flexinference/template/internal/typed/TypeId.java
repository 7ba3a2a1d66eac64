package com.flexinference.template.internal.typed;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What distinguishes a subtype from others.
 *
 * @param property the property that has the id
 * @param id the id
 */
record TypeId(String property, String id) {

	ObjectNode schema() {
		return Schemas.values(List.of(StringNode.valueOf(this.id)));
	}

}
