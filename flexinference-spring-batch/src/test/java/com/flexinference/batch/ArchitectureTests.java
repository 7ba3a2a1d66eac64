package com.flexinference.batch;

import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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
	void packagesAreSmall() {
		Map<String, Long> sizes = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).hasSizeGreaterThan(5).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(30));
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

}
