package com.flexinference.router;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the structure of the module.
 */
class ArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("com.flexinference.router");

	@Test
	void sharesNoCodeWithClient() {
		ArchRuleDefinition.classes()
			.that()
			.resideOutsideOfPackage("com.flexinference.router.test")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("com.flexinference.router..", "java..", "tools.jackson..", "org.jspecify..")
			.check(this.classes);
	}

	@Test
	void testSupportAddsJunitAndAssertj() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("com.flexinference.router.test")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("com.flexinference.router..", "java..", "tools.jackson..", "org.jspecify..",
					"org.junit.jupiter.api..", "org.assertj.core..")
			.check(this.classes);
	}

	@Test
	void routerDoesNotKnowTestSupport() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("com.flexinference.router.test")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.flexinference.router.test")
			.check(this.classes);
	}

	@Test
	void exposesFewTypes() {
		assertThat(this.classes).filteredOn(JavaClass::isTopLevelClass)
			.filteredOn((type) -> type.getPackageName().equals("com.flexinference.router"))
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.extracting(JavaClass::getSimpleName)
			.containsExactlyInAnyOrder("Dispatcher", "LocalAnswer", "LocalKey", "LocalRouter", "LocalRouterBuilder",
					"RecordedAnswer", "RecordedRequest", "StandaloneRouter");
	}

}
