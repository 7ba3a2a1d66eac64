package com.flexinference.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the packages of the client show to users.
 */
class ApiTests {

	private static final int MAX_TYPES = 60;

	private static final DescribedPredicate<JavaClass> INTERNAL = JavaClass.Predicates
		.resideInAPackage("com.flexinference..internal..");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("com.flexinference.client", "com.flexinference.template", "com.flexinference.reactive",
				"com.flexinference.web");

	private final List<JavaClass> api = CLASSES.stream()
		.filter(DescribedPredicate.not(INTERNAL))
		.filter(ApiTests::isPublic)
		.toList();

	@Test
	void hasFewTypes() {
		assertThat(this.api).filteredOn(JavaClass::isTopLevelClass)
			.filteredOn((type) -> !type.getSimpleName().equals("package-info"))
			.hasSizeBetween(1, MAX_TYPES);
	}

	@Test
	void showsNoInternalTypes() {
		assertThat(this.api).isNotEmpty().allSatisfy((type) -> assertThat(signature(type)).noneMatch(INTERNAL));
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(ApiTests::isPublic).orElse(true);
	}

	private static List<JavaClass> signature(JavaClass type) {
		List<JavaClass> signature = new ArrayList<>(type.getAllRawInterfaces());
		type.getMembers()
			.stream()
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.flatMap(ApiTests::types)
			.forEach((used) -> signature.addAll(used.getAllInvolvedRawTypes()));
		return signature;
	}

	private static Stream<JavaType> types(JavaMember member) {
		return (member instanceof JavaCodeUnit unit)
				? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
				: Stream.of(((JavaField) member).getType());
	}

}
