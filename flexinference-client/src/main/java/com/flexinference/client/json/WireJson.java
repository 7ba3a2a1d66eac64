package com.flexinference.client.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@link JsonMapper} that reads and writes everything on the wire. It is never the
 * application's own, so that a naming strategy set there cannot change a request.
 */
public final class WireJson {

	/**
	 * An image in an answer is one string.
	 */
	private static final int MAX_STRING_LENGTH = 100_000_000;

	/**
	 * The deepest nesting of objects and arrays.
	 */
	public static final int MAX_NESTING_DEPTH = 500;

	/**
	 * The most digits of a number.
	 */
	public static final int MAX_NUMBER_LENGTH = 1000;

	/**
	 * The longest name of a member.
	 */
	public static final int MAX_NAME_LENGTH = 50_000;

	/**
	 * The mapper: fractions keep their digits, properties keep their declared order, and
	 * properties that are {@code null} are left out.
	 */
	public static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxStringLength(MAX_STRING_LENGTH)
				.maxNestingDepth(MAX_NESTING_DEPTH)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxNameLength(MAX_NAME_LENGTH)
				.build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private WireJson() {
	}

}
