package com.flexinference.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

import com.flexinference.client.message.InvalidToolArgumentsException;
import com.flexinference.template.declared.InvalidDeclaredClientException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the packages of the module.
 */
class ArchitectureTests {

	private static final String ROOT = "com.flexinference.client";

	private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

	@Test
	void packagesHaveNoCycles() {
		assertThat(CLASSES).extracting(JavaClass::getPackageName)
			.contains(ROOT, "com.flexinference.template", "com.flexinference.reactive", "com.flexinference.web");
		SlicesRuleDefinition.slices().matching("com.flexinference.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "client", "template" })
	void subpackagesDoNotDependOnTheirRoot(String name) {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("com.flexinference." + name + ".*..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.flexinference." + name)
			.check(CLASSES);
	}

	@Test
	void packagesAreSmall() {
		Map<String, Long> sizes = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getPackageName().equals(ROOT))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).hasSizeGreaterThan(8).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(30));
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
			.resideInAPackage(ROOT + "..")
			.and()
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
			.areAssignableTo(RuntimeException.class)
			.and()
			.resideOutsideOfPackage("..internal..")
			.and()
			.doNotBelongToAnyOf(InvalidToolArgumentsException.class, InvalidDeclaredClientException.class)
			.should()
			.beAssignableTo(FlexInferenceException.class)
			.check(CLASSES);
	}

}
