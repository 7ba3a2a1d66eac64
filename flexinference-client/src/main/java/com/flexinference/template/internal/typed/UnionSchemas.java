package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonTypeInfo.As;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.SubtypeResolver;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.AsDeductionTypeDeserializer;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes the schemas of types that have subtypes: one object for each, with its id.
 */
record UnionSchemas(SchemaDeriver deriver, BeanSchemas beans, DeserializationContext context) {

	ObjectNode schema(Part part) {
		TypeDeserializer types = Objects.requireNonNull(part.typeDeserializer());
		As inclusion = types.getTypeInclusion();
		List<ObjectNode> choices = new ArrayList<>();
		if (types instanceof AsDeductionTypeDeserializer) {
			deduced(part).forEach((subtype) -> choices.add(bean(part, subtype, BeanSchemas.NO_ID)));
		}
		else if (inclusion == As.PROPERTY || inclusion == As.EXISTING_PROPERTY || inclusion == As.WRAPPER_OBJECT) {
			subtypes(part, types.getTypeIdResolver())
				.forEach((id, subtype) -> choices.add(choice(part, types, id, subtype)));
		}
		else {
			throw part.refused("has ids of types that are not inside its JSON (" + inclusion + ")",
					"Use JsonTypeInfo.As.PROPERTY");
		}
		if (choices.isEmpty()) {
			throw part.refused("has no subtypes that are known",
					"Make it sealed, or list its subtypes with @JsonSubTypes");
		}
		return Schemas.anyOf(choices);
	}

	private ObjectNode choice(Part part, TypeDeserializer types, String id, Part subtype) {
		ObjectNode properties = this.context.getNodeFactory().objectNode();
		if (types.getTypeInclusion() == As.WRAPPER_OBJECT) {
			return Schemas.object(properties.set(id, this.deriver.plain(subtype)));
		}
		ObjectNode schema = Schemas.values(List.of(StringNode.valueOf(id)));
		return bean(part, subtype, properties.set(types.getPropertyName(), schema));
	}

	private ObjectNode bean(Part part, Part subtype, ObjectNode id) {
		if (subtype.deserializer() instanceof BeanDeserializerBase bean) {
			ObjectNode schema = this.beans.schema(subtype, bean, id);
			if (Definitions.isObject(schema)) {
				return schema;
			}
		}
		throw part.refused("has the subtype " + subtype.type().getRawClass().getName() + ", which is not an object",
				"Use records as subtypes, or JsonTypeInfo.As.WRAPPER_OBJECT");
	}

	private Map<String, Part> subtypes(Part part, TypeIdResolver ids) {
		Map<String, Part> subtypes = new LinkedHashMap<>();
		for (NamedType subtype : named(part)) {
			Part found = part(part, subtype.getType());
			String id = (found.deserializer() instanceof AbstractDeserializer) ? null : id(subtype, ids);
			if (id != null) {
				subtypes.putIfAbsent(id, found);
			}
		}
		return subtypes;
	}

	private Set<NamedType> named(Part part) {
		DeserializationConfig config = this.context.getConfig();
		SubtypeResolver resolver = config.getSubtypeResolver();
		AnnotatedMember member = (part.property() != null) ? part.property().getMember() : null;
		AnnotatedClass base = this.context.introspectClassAnnotations(part.type());
		Set<NamedType> named = new LinkedHashSet<>(resolver.collectAndResolveSubtypesByTypeId(config, base));
		named.addAll(resolver.collectAndResolveSubtypesByTypeId(config, member, part.type()));
		named.removeIf((subtype) -> !part.type().isTypeOrSuperTypeOf(subtype.getType()));
		return named;
	}

	private @Nullable String id(NamedType subtype, TypeIdResolver ids) {
		Class<?> type = subtype.getType();
		String name = ifRead(subtype::getName, type, ids);
		return (name != null) ? name : ifRead(() -> ids.idFromValueAndType(this.context, null, type), type, ids);
	}

	private @Nullable String ifRead(Supplier<@Nullable String> id, Class<?> type, TypeIdResolver ids) {
		try {
			String candidate = id.get();
			JavaType found = (candidate != null) ? ids.typeFromId(this.context, candidate) : null;
			return (found != null && found.hasRawClass(type)) ? candidate : null;
		}
		catch (RuntimeException ex) {
			// The mapper does not read it, or a resolver of the application needs a
			// value.
			return null;
		}
	}

	private Part part(Part part, Class<?> subtype) {
		JavaType type = this.context.constructSpecializedType(part.type(), subtype);
		return Part.of(type, this.context, part.property(), part.path());
	}

	private List<Part> deduced(Part part) {
		List<Part> subtypes = named(part).stream()
			.map(NamedType::getType)
			.distinct()
			.<Part>map((subtype) -> part(part, subtype))
			.filter((subtype) -> subtype.deserializer() instanceof BeanDeserializerBase)
			.toList();
		for (Part subtype : subtypes) {
			if (subtypes.stream().filter((other) -> names(other).containsAll(names(subtype))).count() > 1) {
				throw part.refused("has the subtype " + subtype.type().getRawClass().getName()
						+ ", all of whose properties another subtype has too", "Use JsonTypeInfo.Id.NAME");
			}
		}
		return subtypes;
	}

	private Set<String> names(Part subtype) {
		return this.context.introspectBeanDescription(subtype.type())
			.findProperties()
			.stream()
			.map((property) -> property.getName())
			.collect(Collectors.toSet());
	}

}
