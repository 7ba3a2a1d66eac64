package com.flexinference.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the public API of each module is the recorded one, so that no change of it
 * goes unnoticed, and that it shows nothing internal. With {@code -Dapi.update=true} the
 * API is recorded in place of being compared.
 */
class RecordedApiTests {

	private static final Path RECORDS = Path.of("../config/api");

	private static final Pattern MODULE = Pattern.compile(".*/(flexinference-[a-z-]+)/target/.*");

	private static final List<JavaClass> API = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("com.flexinference")
		.stream()
		.filter(RecordedApiTests::isApi)
		.toList();

	@Test
	void showsNoInternalTypes() {
		assertThat(API).isNotEmpty()
			.allSatisfy((type) -> assertThat(signature(type)).extracting(JavaClass::getPackageName)
				.noneMatch((name) -> name.startsWith("com.flexinference.") && name.contains(".internal")));
	}

	@TestFactory
	Stream<DynamicTest> apiIsTheRecordedOne() {
		Map<String, String> modules = API.stream()
			.collect(Collectors.groupingBy(RecordedApiTests::module, TreeMap::new,
					Collectors.mapping(RecordedApiTests::describe, Collectors.collectingAndThen(Collectors.toList(),
							(types) -> types.stream().sorted().collect(Collectors.joining("\n"))))));
		assertThat(modules).hasSizeGreaterThan(3);
		return modules.entrySet()
			.stream()
			.map((module) -> DynamicTest.dynamicTest(module.getKey(),
					() -> compare(RECORDS.resolve(module.getKey() + ".txt"), module.getValue())));
	}

	private static void compare(Path record, String api) throws IOException {
		if (Boolean.getBoolean("api.update")) {
			Files.createDirectories(RECORDS);
			Files.writeString(record, api);
		}
		assertThat(record).as("The public API has changed. Run this test with -Dapi.update=true to record the new one")
			.content()
			.isEqualTo(api);
	}

	private static Set<JavaClass> signature(JavaClass type) {
		Set<JavaClass> signature = new HashSet<>(type.getAllRawInterfaces());
		signature.addAll(type.getAllRawSuperclasses());
		type.getMembers()
			.stream()
			.filter(RecordedApiTests::isApi)
			.flatMap(RecordedApiTests::types)
			.forEach((used) -> signature.addAll(used.getAllInvolvedRawTypes()));
		return signature;
	}

	private static Stream<JavaType> types(JavaMember member) {
		return (member instanceof JavaCodeUnit unit)
				? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
				: Stream.of(((JavaField) member).getType());
	}

	private static boolean isApi(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.getPackageName().contains(".internal")
				&& type.getEnclosingClass().map(RecordedApiTests::isApi).orElse(true);
	}

	private static String module(JavaClass type) {
		Matcher module = MODULE.matcher(type.getSource().orElseThrow().getUri().toString());
		assertThat(module.matches()).as(type.getName()).isTrue();
		return module.group(1);
	}

	private static String describe(JavaClass type) {
		String supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
			.map(JavaClass::getName)
			.filter((name) -> !name.equals(Object.class.getName()))
			.sorted()
			.collect(Collectors.joining(", "));
		return type.getName() + (supertypes.isEmpty() ? "" : " : " + supertypes) + "\n"
				+ type.getMembers()
					.stream()
					.filter(RecordedApiTests::isApi)
					.map((member) -> "  " + describe(member) + "\n")
					.sorted()
					.collect(Collectors.joining());
	}

	private static boolean isApi(JavaMember member) {
		return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
				&& (member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED));
	}

	private static String describe(JavaMember member) {
		String modifiers = Stream.of(JavaModifier.PROTECTED, JavaModifier.STATIC, JavaModifier.ABSTRACT)
			.filter(member.getModifiers()::contains)
			.map((modifier) -> modifier.name().toLowerCase() + " ")
			.collect(Collectors.joining());
		if (member instanceof JavaField field) {
			return modifiers + field.getName() + " : " + field.getRawType().getName();
		}
		JavaCodeUnit method = (JavaCodeUnit) member;
		return modifiers + method.getName()
				+ method.getRawParameterTypes()
					.stream()
					.map(JavaClass::getName)
					.collect(Collectors.joining(", ", "(", ")"))
				+ " : " + method.getRawReturnType().getName();
	}

}
