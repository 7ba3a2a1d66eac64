package com.flexinference.samples.bulk;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java of the page on bulk jobs compiles with the types of this sample,
 * whose job it shows.
 */
class BulkPageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final String TYPE = """
			package com.flexinference.samples.bulk;
			import java.time.LocalTime;
			import com.flexinference.batch.*;
			import com.flexinference.batch.item.*;
			import com.flexinference.client.*;
			import org.springframework.batch.core.job.Job;
			import org.springframework.batch.infrastructure.item.*;
			import org.springframework.context.annotation.*;
			class BulkPage {
			%s
			}
			""";

	@Test
	void javaCompiles(@TempDir Path directory) throws IOException {
		List<String> blocks = JAVA.matcher(Files.readString(Path.of("../../docs/bulk.md")))
			.results()
			.map((block) -> block.group(1))
			.toList();
		assertThat(blocks).isNotEmpty();
		Path source = Files.writeString(directory.resolve("BulkPage.java"), TYPE.formatted(String.join("\n", blocks)));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter output = new StringWriter();
		boolean compiled = compiler
			.getTask(output, null, null,
					List.of("-proc:none", "-d", directory.toString(), "-cp",
							System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
					null, compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
			.call();
		assertThat(compiled).as(output.toString()).isTrue();
	}

}
