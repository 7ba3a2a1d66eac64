package com.flexinference.router;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
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

	private static final String[] ALLOWED = { "com.flexinference.router..", "java..", "tools.jackson..",
			"org.jspecify.." };

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("com.flexinference.router");

	@Test
	void sharesNoCodeWithClient() {
		ArchRuleDefinition.classes()
			.that()
			.resideOutsideOfPackage("com.flexinference.router.test")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ALLOWED)
			.check(CLASSES);
	}

	@Test
	void testSupportAddsJunitAndAssertj() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("com.flexinference.router.test")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(
					Stream.concat(Stream.of(ALLOWED), Stream.of("org.junit.jupiter.api..", "org.assertj.core.."))
						.toArray(String[]::new))
			.check(CLASSES);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("com.flexinference.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreSmall() {
		Map<String, Long> sizes = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).hasSizeGreaterThan(8).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(25));
	}

	@Test
	void exposesFewTypes() {
		assertThat(CLASSES).filteredOn(JavaClass::isTopLevelClass)
			.filteredOn((type) -> type.getPackageName().equals("com.flexinference.router"))
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.extracting(JavaClass::getSimpleName)
			.containsExactlyInAnyOrder("Dispatcher", "LocalAnswer", "LocalKey", "LocalRouter", "LocalRouterBuilder",
					"RecordedAnswer", "RecordedRequest", "StandaloneRouter");
	}

}
