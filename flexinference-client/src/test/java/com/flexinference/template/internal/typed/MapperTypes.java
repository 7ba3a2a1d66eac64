package com.flexinference.template.internal.typed;

import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

import com.flexinference.template.internal.typed.ScalarTypes.Color;

/**
 * Types that are read in other ways by mappers with other settings.
 */
final class MapperTypes {

	private MapperTypes() {
	}

	static List<ProofCase> cases() {
		Map<String, Consumer<JsonMapper.Builder>> settings = new LinkedHashMap<>();
		settings.put("snake case", (b) -> b.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
		settings.put("kebab case", (b) -> b.propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE));
		settings.put("sorted properties", (b) -> b.enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY));
		settings.put("enum names", (b) -> b.enumNamingStrategy(EnumNamingStrategies.LOWER_CAMEL_CASE));
		settings.put("enums by name",
				(b) -> b.disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING));
		settings.put("enums in lower case", (b) -> b.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS));
		settings.put("enums by index", (b) -> b.enable(EnumFeature.WRITE_ENUMS_USING_INDEX));
		settings.put("unknown enums as null", (b) -> b.enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL));
		settings.put("strict",
				(b) -> b.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
						DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
						DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
						DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
		settings.put("no null creators", (b) -> b.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES));
		settings.put("root name", (b) -> b.enable(DeserializationFeature.UNWRAP_ROOT_VALUE));
		settings.put("no coercion", (b) -> b.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS));
		settings.put("no fractions as integers", (b) -> b.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT));
		settings.put("big decimals", (b) -> b.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS));
		settings.put("single values as arrays", (b) -> b.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
				DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS));
		settings.put("insensitive properties", (b) -> b.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES));
		settings.put("no nulls", (b) -> b.changeDefaultNullHandling((nulls) -> nulls.withValueNulls(Nulls.FAIL)));
		settings.put("fields only",
				(b) -> b.changeDefaultVisibility(
						(v) -> v.withVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
							.withVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
							.withVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)));
		settings.put("date format of the mapper", (b) -> b.withConfigOverride(LocalDate.class,
				(override) -> override.setFormat(JsonFormat.Value.forPattern("dd.MM.yyyy"))));
		settings.put("base64 for URLs", (b) -> b.defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL));
		settings.put("time zone", (b) -> b.defaultTimeZone(TimeZone.getTimeZone("Asia/Tokyo")));
		settings.put("mix-in", (b) -> b.addMixIn(Part.class, PartMixIn.class));
		List<ProofCase> cases = new ArrayList<>();
		settings.forEach((name, setting) -> cases.add(ProofCase.of(Everything.class, name, setting)));
		List.of("snake case", "strict", "root name", "enum names", "no coercion")
			.forEach((name) -> cases.add(ProofCase.of(UnionTypes.Drawing.class, name, settings.get(name))));
		cases.add(ProofCase.of(Dated.class, "old date format", MapperTypes::oldDateFormat));
		cases.add(ProofCase.of(Dated.class, "timestamps", (b) -> b.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS))
			.readOnly());
		cases.add(ProofCase.of(Open.class, "registered subtypes",
				(b) -> b.registerSubtypes(new NamedType(OpenOne.class, "one"), new NamedType(OpenTwo.class, "two"))));
		return cases;
	}

	private static void oldDateFormat(JsonMapper.Builder builder) {
		SimpleDateFormat format = new SimpleDateFormat("dd/MM/yyyy HH:mm:ss");
		format.setTimeZone(TimeZone.getTimeZone("UTC"));
		builder.defaultDateFormat(format);
	}

	record Everything(String firstText, int someNumber, @Nullable Double someFraction, BigDecimal exactNumber,
			boolean yesOrNo, Color colorOfAll, List<Part> manyParts, @Nullable Part maybePart, Optional<String> option,
			OptionalInt optionalNumber, Set<String> setOfTexts, LocalDate someDay, byte[] data) {

	}

	record Part(String partName, @JsonProperty("fixed_name") int fixed) {

	}

	record PartMixIn(@JsonProperty("mixed") String partName) {

	}

	record Dated(Date date, Instant instant) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	interface Open {

	}

	record OpenOne(int number) implements Open {

	}

	record OpenTwo(String text) implements Open {

	}

}
