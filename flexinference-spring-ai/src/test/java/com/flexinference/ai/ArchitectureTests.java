package com.flexinference.ai;

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

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("com.flexinference.ai");

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("com.flexinference.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreSmall() {
		assertThat(CLASSES.getPackage("com.flexinference.ai").getClasses()).filteredOn((type) -> type.isTopLevelClass())
			.hasSizeBetween(1, 30);
	}

	@Test
	void needsTheClientAndSpringAiOnly() {
		ArchRuleDefinition.classes()
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("com.flexinference.ai..", "com.flexinference.client..", "com.flexinference.reactive",
					"com.flexinference.template..", "java..", "io.micrometer.observation..", "org.springframework.ai..",
					"org.springframework.core..", "org.springframework.http", "org.springframework.util..",
					"org.jspecify.annotations", "reactor.core..", "reactor.util..", "org.reactivestreams",
					"tools.jackson..")
			.check(CLASSES);
	}

}
