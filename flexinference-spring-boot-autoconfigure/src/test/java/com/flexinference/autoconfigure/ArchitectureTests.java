package com.flexinference.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shape of the auto-configurations.
 */
class ArchitectureTests {

	private static final JavaClasses ALL = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("com.flexinference");

	private static final JavaClasses CLASSES = ALL
		.that(JavaClass.Predicates.resideInAPackage("com.flexinference.autoconfigure.."));

	private static final JavaClasses LIBRARIES = ALL
		.that(JavaClass.Predicates.resideOutsideOfPackage("com.flexinference.autoconfigure.."));

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("com.flexinference.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreSmall() {
		Map<String, Long> sizes = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).hasSizeGreaterThan(5).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(30));
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.and()
			.areNotDeclaredIn(Object.class)
			.and()
			.doNotHaveName("<init>")
			.should()
			.notBePublic()
			.check(CLASSES);
	}

	@Test
	void beanMethodsArePackagePrivateAndHaveNoClassCondition() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.andShould()
			.notBeAnnotatedWith(ConditionalOnClass.class)
			.check(CLASSES);
	}

	@Test
	void conditionsAndFailureAnalyzersAreNotPublic() {
		ArchRuleDefinition.classes()
			.that()
			.areAssignableTo(Condition.class)
			.or()
			.areAssignableTo(FailureAnalyzer.class)
			.should()
			.notBePublic()
			.check(CLASSES);
	}

	@Test
	void onlyWhatUsersNeedIsPublic() {
		ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.areTopLevelClasses()
			.should()
			.beAnnotatedWith(AutoConfiguration.class)
			.orShould()
			.haveSimpleNameEndingWith("Properties")
			.orShould()
			.beInterfaces()
			.orShould()
			.resideInAPackage("..internal..")
			.check(CLASSES);
	}

	@Test
	void librariesDoNotKnowTheAutoConfiguration() {
		assertThat(LIBRARIES).extracting(JavaClass::getPackageName)
			.contains("com.flexinference.client", "com.flexinference.template", "com.flexinference.reactive",
					"com.flexinference.web", "com.flexinference.ai", "com.flexinference.batch",
					"com.flexinference.router");
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.flexinference.autoconfigure..")
			.check(LIBRARIES);
	}

	@Test
	void onlyItsOwnPackageKnowsTheLocalRouter() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("com.flexinference.autoconfigure.router")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.flexinference.router..")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreRegistered() throws IOException {
		List<String> registered = new ClassPathResource(
				"META-INF/spring/" + AutoConfiguration.class.getName() + ".imports")
			.getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.toList();
		assertThat(CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)).isNotEmpty().containsExactlyInAnyOrderElementsOf(registered);
	}

}
