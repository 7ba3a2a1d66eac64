package com.flexinference.client;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Tests for the packages of the client.
 */
class ArchitectureTests {

	private static final String ROOT = "com.flexinference.client";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void packagesHaveNoCycles() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
		noClasses().that(resideInAPackage(ROOT + ".*.."))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT)
			.check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sse", "transport", "json" })
	void packageDependsOnNoOtherOfOurs(String name) {
		DescribedPredicate<JavaClass> others = resideInAnyPackage("com.flexinference..")
			.and(DescribedPredicate.not(resideInAPackage(ROOT + "." + name)));
		noClasses().that().resideInAPackage(ROOT + "." + name).should().dependOnClassesThat(others).check(CLASSES);
	}

	@Test
	void formatDependsOnJsonOnly() {
		DescribedPredicate<JavaClass> others = resideInAnyPackage("com.flexinference..")
			.and(DescribedPredicate.not(resideInAnyPackage(ROOT + ".format", ROOT + ".json")));
		noClasses().that().resideInAPackage(ROOT + ".format").should().dependOnClassesThat(others).check(CLASSES);
	}

	@Test
	void formatsKnowNoHttp() {
		noClasses().that()
			.resideInAnyPackage(ROOT + ".format", ROOT + ".json", ROOT + ".sse")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.http..", "org.springframework.web..", "java.net..")
			.check(CLASSES);
	}

	@Test
	void exceptionsHaveOneBase() {
		classes().that()
			.resideInAPackage(ROOT)
			.and()
			.areAssignableTo(RuntimeException.class)
			.should()
			.beAssignableTo(FlexInferenceException.class)
			.check(CLASSES);
	}

}
