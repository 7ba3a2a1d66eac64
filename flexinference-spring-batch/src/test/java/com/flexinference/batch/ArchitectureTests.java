package com.flexinference.batch;

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
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the structure of the module.
 */
class ArchitectureTests {

	private static final String ROOT = "com.flexinference.batch";

	private static final DescribedPredicate<JavaClass> INTERNAL = JavaClass.Predicates
		.resideInAPackage("com.flexinference..internal..");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + ".*..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT)
			.check(CLASSES);
	}

	@Test
	void needsTheClientAndSpringBatchOnly() {
		ArchRuleDefinition.classes()
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT + "..", "com.flexinference.client..", "com.flexinference.template..", "java..",
					"javax.sql", "org.springframework.aop..", "org.springframework.batch..",
					"org.springframework.context", "org.springframework.core..", "org.springframework.dao..",
					"org.springframework.http", "org.springframework.jdbc..", "org.springframework.scheduling..",
					"org.springframework.transaction..", "org.springframework.util..", "org.apache.commons.logging",
					"org.jspecify.annotations", "tools.jackson..")
			.check(CLASSES);
	}

	@Test
	void signaturesOfApiShowNoInternalTypes() {
		assertThat(CLASSES).filteredOn((type) -> !INTERNAL.test(type))
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.isNotEmpty()
			.allSatisfy((type) -> assertThat(signature(type)).noneMatch(INTERNAL));
	}

	private List<JavaClass> signature(JavaClass type) {
		List<JavaClass> signature = new ArrayList<>(type.getAllRawInterfaces());
		type.getAllRawSuperclasses().forEach(signature::add);
		type.getMembers()
			.stream()
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.flatMap(this::types)
			.forEach((used) -> signature.addAll(used.getAllInvolvedRawTypes()));
		return signature;
	}

	private Stream<JavaType> types(JavaMember member) {
		return (member instanceof JavaCodeUnit unit)
				? Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
				: Stream.of(((JavaField) member).getType());
	}

}
