package com.flexinference.test;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the structure of the module.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("com.flexinference.test");

	@Test
	void onlyAnnotationsArePublic() {
		assertThat(CLASSES)
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isAnnotation())
			.extracting(JavaClass::getName)
			.isEmpty();
		assertThat(CLASSES).filteredOn(JavaClass::isAnnotation)
			.extracting(JavaClass::getSimpleName)
			.containsExactlyInAnyOrder("AutoConfigureFlexInference", "FlexInferenceTest");
	}

	@Test
	void sliceHasAllAutoConfigurationsButThoseOfActuator() {
		ClassLoader classLoader = getClass().getClassLoader();
		List<String> slice = ImportCandidates.load(AutoConfigureFlexInference.class, classLoader).getCandidates();
		assertThat(ImportCandidates.load(AutoConfiguration.class, classLoader).getCandidates())
			.filteredOn((name) -> name.startsWith("com.flexinference.") && !name.contains(".actuate."))
			.isNotEmpty()
			.allMatch(slice::contains);
	}

}
