package com.flexinference.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContradictingSettings}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContradictingSettingsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class))
		.withPropertyValues("flexinference.api-key=flex_live_one");

	@Test
	void startClockThatIsRaised(CapturedOutput output) {
		this.contextRunner.withPropertyValues("flexinference.start-within=2m", "flexinference.timeout.start=140s")
			.run((context) -> assertThat(warnings(output))
				.containsExactly("'flexinference.timeout.start' is 140000ms, but a request can wait 120s to start "
						+ "('flexinference.start-within'): the timeout is raised to 150s. A shorter one can only be "
						+ "set for a call."));
	}

	@ParameterizedTest
	@CsvSource({ "30s, true, 1", "30000, true, 1", "30s, false, 0", "149s, true, 1", "150s, true, 0", "0, true, 0",
			"-1, true, 0" })
	void mvcTimeoutThatIsShorterMattersWithSpringMvc(String timeout, boolean springMvc, int count,
			CapturedOutput output) {
		new ApplicationContextRunner().withUserConfiguration(FlexInferencePropertiesTests.PropertiesConfiguration.class)
			.withPropertyValues("flexinference.start-within=2m", "spring.mvc.async.request-timeout=" + timeout)
			.run((context) -> new ContradictingSettings(context.getBean(FlexInferenceProperties.class),
					context.getEnvironment(), springMvc)
				.warn());
		assertThat(warnings(output)).hasSize(count)
			.allMatch((line) -> line.startsWith("'spring.mvc.async.request-timeout' is ")
					&& line.endsWith("ms, but an answer can take 150s to start: 120s of 'flexinference.start-within' "
							+ "and 30s for the standard tier. An asynchronous response may end with status 503 before. "
							+ "Set 'spring.mvc.async.request-timeout' to more than 150s, or lower "
							+ "'flexinference.start-within'."));
	}

	@ParameterizedTest
	@CsvSource({ "30s, 1", "key-default, 0", "priority, 0" })
	void mvcTimeoutOfTheServerMattersInServletApplications(String startWithin, int count, CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class))
			.withPropertyValues("flexinference.api-key=flex_live_one", "flexinference.start-within=" + startWithin)
			.run((context) -> assertThat(warnings(output)).hasSize(count)
				.allMatch((line) -> line.contains("is not set, so that it is 30000ms, but an answer can take 60s")));
	}

	@Test
	void mvcTimeoutMattersToFurtherClients(CapturedOutput output) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(FlexInferenceAutoConfiguration.class))
			.withPropertyValues("flexinference.api-key=flex_live_one", "spring.mvc.async.request-timeout=2m",
					"flexinference.start-within=30s", "flexinference.clients.search.api-key=flex_live_two",
					"flexinference.clients.search.start-within=10m")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.startsWith("'spring.mvc.async.request-timeout' is 120000ms, but an answer can take 630s")
				.endsWith("or lower 'flexinference.clients.search.start-within'."));
	}

	@Test
	void allowanceWithoutUnitIsSeconds(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.template.generation-allowance=120", "flexinference.timeout.total=90")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.startsWith("'flexinference.template.generation-allowance' is 120000ms, but an answer"));
	}

	@Test
	void connectClockThatNeverRunsOut(CapturedOutput output) {
		this.contextRunner.withPropertyValues("flexinference.timeout.connect=61s")
			.run((context) -> assertThat(warnings(output))
				.containsExactly("'flexinference.timeout.connect' is 61000ms, but a request has 60000ms to connect and "
						+ "start ('flexinference.timeout.start'): the connect timeout never expires. Decrease "
						+ "'flexinference.timeout.connect' or increase 'flexinference.timeout.start'."));
	}

	@Test
	void allowanceThatTheTotalClockCuts(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.template.generation-allowance=2m", "flexinference.timeout.total=90s")
			.run((context) -> assertThat(warnings(output))
				.containsExactly("'flexinference.template.generation-allowance' is 120000ms, but an answer that is not "
						+ "streamed is cut 90000ms after its start ('flexinference.timeout.total'). Decrease "
						+ "'flexinference.template.generation-allowance' or increase 'flexinference.timeout.total'."));
	}

	@Test
	void bundleWithoutTls(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.http.ssl.bundle=flex", "flexinference.base-url=http://localhost:1")
			.withBean(SslBundles.class, () -> new DefaultSslBundleRegistry("flex", SslBundle.of(null)))
			.run((context) -> assertThat(warnings(output))
				.containsExactly("'flexinference.http.ssl.bundle' is 'flex', but 'flexinference.base-url' is a URL of "
						+ "plain http: the bundle is not used. Use https or remove the bundle."));
	}

	@Test
	void clocksThatFit(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.timeout.connect=61s", "flexinference.start-within=2m",
					"flexinference.template.generation-allowance=10m", "flexinference.base-url=https://localhost:1")
			.run((context) -> assertThat(warnings(output)).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "2m, 150s, 2m", "2m, 200s, 0", "2m, 200s, -1", "default, 1s, 1s", "key-default, 1s, 1s" })
	void settingsThatFit(String startWithin, String start, String mvc, CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.start-within=" + startWithin, "flexinference.timeout.start=" + start,
					"spring.mvc.async.request-timeout=" + mvc)
			.run((context) -> assertThat(warnings(output)).isEmpty());
	}

	@Test
	void settingsOfFurtherClients(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.timeout.start=100s", "flexinference.clients.a.start-within=2m",
					"flexinference.clients.a.timeout.connect=5m", "flexinference.clients.b.timeout.total=30s",
					"flexinference.template.generation-allowance=60s")
			.run((context) -> assertThat(warnings(output)).containsExactly(
					"'flexinference.timeout.start' is 100000ms, but a request can wait 120s to start "
							+ "('flexinference.clients.a.start-within'): the timeout is raised to 150s. A shorter one "
							+ "can only be set for a call.",
					"'flexinference.clients.a.timeout.connect' is 300000ms, but a request has 150000ms to connect and "
							+ "start ('flexinference.timeout.start'): the connect timeout never expires. Decrease "
							+ "'flexinference.clients.a.timeout.connect' or increase 'flexinference.timeout.start'.",
					"'flexinference.template.generation-allowance' is 60000ms, but an answer that is not streamed is "
							+ "cut 30000ms after its start ('flexinference.clients.b.timeout.total'). Decrease "
							+ "'flexinference.template.generation-allowance' or increase "
							+ "'flexinference.clients.b.timeout.total'."));
	}

	@Test
	void whatClientsInheritIsWarnedOfOnce(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("flexinference.timeout.connect=61s", "flexinference.clients.a.api-key=flex_live_two",
					"flexinference.clients.b.start-within=2m", "flexinference.clients.c.start-within=default")
			.run((context) -> assertThat(warnings(output)).singleElement()
				.asString()
				.startsWith("'flexinference.timeout.connect' is 61000ms"));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("ContradictingSettings") || line.contains(", but "))
			.map((line) -> line.substring(line.indexOf('\'')))
			.toList();
	}

}
