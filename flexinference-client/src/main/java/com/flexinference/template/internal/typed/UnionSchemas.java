package com.flexinference.template.internal.typed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.AsDeductionTypeDeserializer;
import tools.jackson.databind.jsontype.impl.TypeDeserializerBase;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Writes the schemas of types that have subtypes: one object for each, with its id.
 */
record UnionSchemas(SchemaDeriver deriver, BeanSchemas beans, DeserializationContext context) {

	ObjectNode schema(Part part) {
		if (!(part.typeDeserializer() instanceof TypeDeserializerBase types)) {
			throw part.refused("has type ids that Jackson does not read without a custom resolver",
					"Use @JsonTypeInfo");
		}
		boolean deduced = types instanceof AsDeductionTypeDeserializer;
		As inclusion = types.getTypeInclusion();
		if (!deduced && inclusion != As.PROPERTY && inclusion != As.EXISTING_PROPERTY
				&& inclusion != As.WRAPPER_OBJECT) {
			throw part.refused("has ids of types that are not inside its JSON (" + inclusion + ")",
					"Use JsonTypeInfo.As.PROPERTY");
		}
		List<ObjectNode> choices = new ArrayList<>();
		if (deduced) {
			deduced(part, types).forEach((subtype) -> choices.add(bean(part, subtype, BeanSchemas.NO_ID)));
		}
		else {
			subtypes(part, types).forEach((id, subtype) -> choices.add(choice(part, types, id, subtype)));
		}
		if (choices.isEmpty()) {
			throw part.refused("has no subtypes that are known",
					"Make it sealed, or list its subtypes with @JsonSubTypes");
		}
		return Schemas.anyOf(choices);
	}

	private ObjectNode choice(Part part, TypeDeserializerBase types, String id, Part subtype) {
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
			if (Definitions.isReference(schema)) {
				return schema;
			}
		}
		throw part.refused("has the subtype " + subtype.type().getRawClass().getName() + ", which is not an object",
				"Use records as subtypes, or JsonTypeInfo.As.WRAPPER_OBJECT");
	}

	private Map<String, Part> subtypes(Part part, TypeDeserializerBase types) {
		Map<String, Part> subtypes = new LinkedHashMap<>();
		for (NamedType subtype : named(part, types)) {
			String id = id(subtype, types.getTypeIdResolver());
			if (id != null && !subtypes.containsKey(id)) {
				Part found = part(part, types, types.getTypeIdResolver().typeFromId(this.context, id));
				if (!(found.deserializer() instanceof AbstractDeserializer)) {
					subtypes.put(id, found);
				}
			}
		}
		return subtypes;
	}

	private Set<NamedType> named(Part part, TypeDeserializerBase types) {
		DeserializationConfig config = this.context.getConfig();
		SubtypeResolver resolver = config.getSubtypeResolver();
		AnnotatedMember member = (part.property() != null) ? part.property().getMember() : null;
		AnnotatedClass base = this.context.introspectClassAnnotations(types.baseType());
		Set<NamedType> named = new LinkedHashSet<>(resolver.collectAndResolveSubtypesByTypeId(config, base));
		named.addAll(resolver.collectAndResolveSubtypesByTypeId(config, member, types.baseType()));
		named.removeIf((subtype) -> !types.baseType().isTypeOrSuperTypeOf(subtype.getType()));
		return named;
	}

	private @Nullable String id(NamedType subtype, TypeIdResolver ids) {
		return Stream.of(subtype.getName(), computed(subtype.getType(), ids))
			.filter((id) -> id != null && isIdOf(subtype.getType(), id, ids))
			.findFirst()
			.orElse(null);
	}

	private @Nullable String computed(Class<?> type, TypeIdResolver ids) {
		try {
			return ids.idFromValueAndType(this.context, null, type);
		}
		catch (RuntimeException ex) {
			// A resolver of the application may need a value.
			return null;
		}
	}

	private boolean isIdOf(Class<?> type, String id, TypeIdResolver ids) {
		try {
			JavaType found = ids.typeFromId(this.context, id);
			return found != null && found.hasRawClass(type);
		}
		catch (RuntimeException ex) {
			// The mapper does not read it, whatever the reason.
			return false;
		}
	}

	private Part part(Part part, TypeDeserializerBase types, JavaType found) {
		JavaType base = types.baseType();
		boolean narrow = base.getClass() == found.getClass() && !found.hasGenericTypes();
		JavaType type = narrow ? this.context.constructSpecializedType(base, found.getRawClass()) : found;
		return new Part(type, this.context.findContextualValueDeserializer(type, part.property()), null,
				part.property(), null, part.path());
	}

	private List<Part> deduced(Part part, TypeDeserializerBase types) {
		List<Part> subtypes = new ArrayList<>();
		for (NamedType subtype : named(part, types)) {
			Part found = part(part, types, this.context.constructType(subtype.getType()));
			boolean known = subtypes.stream().anyMatch((other) -> other.type().equals(found.type()));
			if (!known && found.deserializer() instanceof BeanDeserializerBase) {
				subtypes.add(found);
			}
		}
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
