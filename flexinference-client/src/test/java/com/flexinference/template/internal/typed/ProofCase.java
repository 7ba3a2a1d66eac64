package com.flexinference.template.internal.typed;

import java.lang.reflect.Type;
import java.util.function.Consumer;

import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A type, and the settings of the mapper that reads it.
 *
 * @param name what the case is called
 * @param type the type
 * @param mapper the mapper of the application
 * @param isWritten whether the mapper writes what it reads
 */
record ProofCase(String name, Type type, JsonMapper mapper, boolean isWritten) {

	static ProofCase of(Type type) {
		return new ProofCase(simple(type), type, JsonMapper.shared(), true);
	}

	static ProofCase of(ParameterizedTypeReference<?> type) {
		return of(type.getType());
	}

	static ProofCase of(Type type, String setting, Consumer<JsonMapper.Builder> settings) {
		JsonMapper.Builder builder = JsonMapper.builder();
		settings.accept(builder);
		return new ProofCase(simple(type) + " with " + setting, type, builder.build(), true);
	}

	private static String simple(Type type) {
		return type.getTypeName().replaceAll("[a-zA-Z0-9_]+[.$]", "");
	}

	ProofCase readOnly() {
		return new ProofCase(this.name, this.type, this.mapper, false);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
