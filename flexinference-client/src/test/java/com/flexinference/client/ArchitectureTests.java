package com.flexinference.client;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

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
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
		ArchRuleDefinition.noClasses()
			.that(JavaClass.Predicates.resideInAPackage(ROOT + ".*.."))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(ROOT)
			.check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "internal.sse", "internal.json", "transport", "format" })
	void packageDependsOnNoOtherOfOurs(String name) {
		DescribedPredicate<JavaClass> others = JavaClass.Predicates.resideInAnyPackage("com.flexinference..")
			.and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(ROOT + "." + name)));
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + "." + name)
			.should()
			.dependOnClassesThat(others)
			.check(CLASSES);
	}

	@Test
	void jsonOfTheWireIsReadInOnePlace() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + ".internal.json")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(ObjectMapper.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectReader.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(TokenStreamFactory.class)
			.check(CLASSES);
	}

	@Test
	void codecsKnowNoTransport() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(ROOT + ".internal.format", ROOT + ".internal.request", ROOT + ".message")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".internal.sse", ROOT + ".internal.transport", ROOT + ".transport",
					ROOT + ".observation")
			.check(CLASSES);
	}

	@Test
	void formatsKnowNoHttp() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(ROOT + ".format", ROOT + ".message", ROOT + ".internal.format",
					ROOT + ".internal.request", ROOT + ".internal.json", ROOT + ".internal.sse")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.http..", "org.springframework.web..", "java.net..")
			.check(CLASSES);
	}

	@Test
	void exceptionsHaveOneBase() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ROOT)
			.and()
			.areAssignableTo(RuntimeException.class)
			.should()
			.beAssignableTo(FlexInferenceException.class)
			.check(CLASSES);
	}

}
