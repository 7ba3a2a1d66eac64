package com.flexinference.interop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/coming-from.md} shows lines of other Java libraries that
 * compile. The lines of this project are tested by the quickstart, those for TypeScript
 * by {@code coming-from.test.js}.
 */
class ComingFromTests {

	private static final Pattern THEIR_LINE = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

	private static final String SOURCE = """
			import java.time.Duration;
			import com.openai.client.*;
			import com.openai.client.okhttp.*;
			import com.openai.core.*;
			import com.openai.models.chat.completions.*;
			import com.openai.models.responses.*;
			import dev.langchain4j.model.chat.*;
			import dev.langchain4j.model.chat.response.*;
			import dev.langchain4j.service.*;
			import org.springframework.ai.chat.client.ChatClient;
			import org.springframework.ai.chat.prompt.Prompt;
			import %s;
			class Line {
				record Book(String title) { }
				interface Assistant { String chat(String text); }
				void line(%s) {
					Runnable line = () -> %s;
				}
			}
			""";

	@TempDir
	private Path classes;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Spring AI | org.springframework.ai.openai.OpenAiChatOptions | ChatClient chatClient, \
			org.springframework.ai.chat.model.ChatModel chatModel, \
			org.springframework.ai.chat.model.ChatResponse chatResponse
			LangChain4j | dev.langchain4j.model.openai.* | dev.langchain4j.model.chat.ChatModel model, \
			StreamingChatModel streamingModel, StreamingChatResponseHandler handler
			openai-java | com.openai.models.* | OpenAIClient client, ResponseCreateParams params, \
			ChatCompletionCreateParams chatParams, Response response""")
	void lineCompiles(String library, String types, String variables) throws IOException {
		String page = Files.readString(Path.of("../../docs/coming-from.md"));
		String table = page.substring(page.indexOf("\n## " + library + "\n")).split("\n## ")[1];
		List<String> lines = THEIR_LINE.matcher(table).results().map((row) -> row.group(1)).toList();
		assertThat(lines).hasSizeGreaterThan(3)
			.allSatisfy((line) -> assertThat(errors(SOURCE.formatted(types, variables, line))).isEmpty());
	}

	private List<?> errors(String source) {
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Line.java"), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		List<String> options = List.of("-d", this.classes.toString(), "-proc:none", "-nowarn", "-cp", classPath);
		ToolProvider.getSystemJavaCompiler().getTask(null, null, diagnostics, options, null, List.of(file)).call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.toList();
	}

}
