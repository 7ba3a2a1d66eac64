package com.flexinference.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drives the local router, as a process of its own, with the clients from npm. Each of
 * their tests is one here.
 */
@DisabledIfSystemProperty(named = "interop.node", matches = "false")
class NodeClientsTests {

	@TempDir
	Path directory;

	@TestFactory
	Stream<DynamicTest> clientFromNpm() throws Exception {
		NodeProject project = new NodeProject();
		project.install();
		Path report = this.directory.resolve("report.xml");
		int exitCode;
		try (RouterProcess router = RouterProcess.start()) {
			exitCode = project.npm(router.baseUrl(), "test", "--", "--test-timeout=30000", "--test-reporter=spec",
					"--test-reporter-destination=stdout", "--test-reporter=junit",
					"--test-reporter-destination=" + report);
		}
		NodeList tests = parse(report).getElementsByTagName("testcase");
		assertThat(tests.getLength()).isGreaterThan(150);
		return Stream.concat(
				IntStream.range(0, tests.getLength()).mapToObj(tests::item).map(Element.class::cast).map(this::result),
				Stream.of(DynamicTest.dynamicTest("npm test", () -> assertThat(exitCode).isZero())));
	}

	private DynamicTest result(Element test) {
		Element suite = (Element) test.getParentNode();
		return DynamicTest.dynamicTest(suite.getAttribute("name") + ": " + test.getAttribute("name"),
				() -> assertThat(test.getElementsByTagName("*").getLength()).as(test.getTextContent()).isZero());
	}

	private static Document parse(Path report) throws Exception {
		try {
			return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
		}
		catch (IOException ex) {
			throw new IllegalStateException("The tests of interop/node did not run, see the output above", ex);
		}
	}

}
