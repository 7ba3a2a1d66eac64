package com.flexinference.template;

import java.lang.reflect.Field;
import java.util.Optional;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates generators of JSON schemas by the rules of strict mode: all properties are
 * required and no others are allowed; what is optional may be {@code null}.
 */
final class SchemaGenerators {

	private SchemaGenerators() {
	}

	static SchemaGenerator create(JsonMapper mapper) {
		SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
					JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.IGNORE_PROPERTY_NAMING_STRATEGY))
			.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.NULLABLE_ALWAYS_AS_ANYOF,
					Option.FLATTENED_OPTIONALS, Option.STANDARD_FORMATS)
			.without(Option.SCHEMA_VERSION_INDICATOR);
		config.forFields()
			.withRequiredCheck((field) -> true)
			.withNullableCheck(SchemaGenerators::isNullable)
			.withPropertyNameOverrideResolver((field) -> name(field, mapper));
		return new SchemaGenerator(config.build());
	}

	private static @Nullable Boolean isNullable(FieldScope scope) {
		Field field = scope.getRawMember();
		return field.getType() == Optional.class || Nullness.forField(field) == Nullness.NULLABLE;
	}

	private static @Nullable String name(FieldScope scope, JsonMapper mapper) {
		// The name by which the mapper that reads the answer knows the field.
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
