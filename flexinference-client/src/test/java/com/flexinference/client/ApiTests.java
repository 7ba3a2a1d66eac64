package com.flexinference.client;

import java.nio.file.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the packages of the module show to users.
 */
class ApiTests {

	private static final int MAX_TYPES = 60;

	@Test
	void hasFewTypes() {
		assertThat(new ClassFileImporter().importPath(Path.of("target", "classes")))
			.filteredOn(JavaClass::isTopLevelClass)
			.filteredOn((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filteredOn((type) -> !type.getPackageName().contains(".internal"))
			.hasSizeBetween(1, MAX_TYPES);
	}

}
