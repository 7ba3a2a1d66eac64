package com.flexinference.template.internal.typed;

import java.lang.reflect.Field;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.module.SimpleTypeModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jackson.JsonPropertySorter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates generators of JSON schemas by the rules of strict mode: all properties are
 * required and no others are allowed; what is optional may be {@code null}. Names of
 * properties and values of enums are those that a mapper reads; properties are in the
 * order of their declaration, in which a model writes them.
 */
final class SchemaGenerators {

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	// Their text has no zone, unlike that of JSON schema's formats.
	private static final Map<Class<?>, String> PATTERNS = Map.of(LocalDateTime.class,
			"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$", LocalTime.class, "^[0-9]{2}:[0-9]{2}:[0-9]{2}$",
			YearMonth.class, "^[0-9]{4}-[0-9]{2}$");

	private SchemaGenerators() {
	}

	static SchemaGenerator create(JsonMapper mapper) {
		SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.with(new JacksonSchemaModule(JacksonOption.IGNORE_PROPERTY_NAMING_STRATEGY))
			.with(scalars())
			.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.NULLABLE_ALWAYS_AS_ANYOF,
					Option.FLATTENED_OPTIONALS, Option.PLAIN_DEFINITION_KEYS, Option.STANDARD_FORMATS)
			.without(Option.SCHEMA_VERSION_INDICATOR);
		config.forTypesInGeneral()
			.withPropertySorter(new JsonPropertySorter(false))
			.withStringPatternResolver((type) -> PATTERNS.get(type.getType().getErasedType()))
			.withCustomDefinitionProvider((type, context) -> enumeration(type, mapper));
		config.forFields()
			.withRequiredCheck((field) -> true)
			.withNullableCheck(SchemaGenerators::isNullable)
			.withPropertyNameOverrideResolver((field) -> name(field, mapper));
		return new SchemaGenerator(config.build());
	}

	private static SimpleTypeModule scalars() {
		SimpleTypeModule scalars = new SimpleTypeModule().withIntegerType(OptionalInt.class)
			.withIntegerType(OptionalLong.class)
			.withNumberType(OptionalDouble.class)
			.withIntegerType(Year.class);
		PATTERNS.keySet().forEach(scalars::withStringType);
		return scalars;
	}

	private static @Nullable CustomDefinition enumeration(ResolvedType type, JsonMapper mapper) {
		Object[] constants = type.getErasedType().getEnumConstants();
		if (constants == null) {
			return null;
		}
		ObjectNode schema = mapper.createObjectNode();
		for (Object constant : constants) {
			JsonNode value = mapper.valueToTree(constant);
			schema.put("type", value.isNumber() ? "integer" : "string").withArray("enum").add(value);
		}
		return new CustomDefinition(schema);
	}

	private static Boolean isNullable(FieldScope scope) {
		Field field = scope.getRawMember();
		return OPTIONALS.contains(field.getType()) || Nullness.forField(field) == Nullness.NULLABLE;
	}

	private static @Nullable String name(FieldScope scope, JsonMapper mapper) {
		Field field = scope.getRawMember();
		DeserializationConfig config = mapper.deserializationConfig();
		JavaType type = mapper.constructType(field.getDeclaringClass());
		ClassIntrospector introspector = config.classIntrospectorInstance();
		return introspector.introspectForDeserialization(type, introspector.introspectClassAnnotations(type))
			.findProperties()
			.stream()
			.filter((property) -> property.getInternalName().equals(field.getName()))
			.map(BeanPropertyDefinition::getName)
			.findFirst()
			.orElse(null);
	}

}
