package com.flexinference.autoconfigure.router;

import java.io.File;
import java.io.FileNotFoundException;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ResourceUtils;
import org.springframework.util.StringUtils;

import com.flexinference.client.InvalidConfigurationException;

/**
 * Decides whether the local router stands in for the service: where it is enabled, and
 * without an API key in tests and in applications that are run from an IDE or the build.
 *
 * @param environment the environment
 * @param test whether a test runs
 * @param processed whether the application was processed ahead of time
 * @param mainClass the class whose main method runs, or {@code null} if there is none
 */
record StandIn(Environment environment, boolean test, boolean processed, @Nullable Class<?> mainClass) {

	static final String API_KEY = "flexinference.api-key";

	private static final String BASE_URL = "flexinference.base-url";

	private static final String CLIENTS = "flexinference.clients";

	private static final Pattern API_KEY_OF_CLIENT = Pattern.compile("(?i).+[.]api[-_.]?key");

	static final String ENABLED = "flexinference.local-router.enabled";

	private static final String PREFERRED = "flexinference.local-router.preferred";

	private static final List<String> TEST_PACKAGES = List.of("org.junit.", "org.testng.", "io.cucumber.",
			"org.springframework.test.", "org.springframework.boot.test.");

	// A package that was extracted can lie in the directory of its build.
	private static final List<String> PACKAGED = List.of("BOOT-INF", "WEB-INF");

	private static final List<String> BUILD_FILES = List.of("pom.xml", "build.gradle", "build.gradle.kts", "build.xml",
			"build.sbt", ".idea", ".project", ".vscode");

	static StandIn of(Environment environment) {
		return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk((frames) -> {
			List<StackWalker.StackFrame> stack = frames.toList();
			boolean test = stack.stream()
				.map(StackWalker.StackFrame::getClassName)
				.anyMatch((name) -> TEST_PACKAGES.stream().anyMatch(name::startsWith));
			Class<?> mainClass = stack.stream()
				.filter((frame) -> frame.getMethodName().equals("main"))
				.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
				.findFirst()
				.orElse(null);
			return new StandIn(environment, test, AotDetector.useGeneratedArtifacts(), mainClass);
		});
	}

	/**
	 * Return why the local router does not stand in.
	 * @return a clause, or {@code null} if it stands in
	 */
	@Nullable String obstacle() {
		Boolean enabled = get(ENABLED, Boolean.class);
		if (Boolean.FALSE.equals(enabled)) {
			return "'" + ENABLED + "' is false";
		}
		if (StringUtils.hasText(get(BASE_URL, String.class))) {
			return "'" + BASE_URL + "' is set";
		}
		String apiKey = apiKey();
		boolean preferred = Boolean.TRUE.equals(get(PREFERRED, Boolean.class));
		if (!preferred && StringUtils.hasText(apiKey)) {
			return "'" + API_KEY + "' is set";
		}
		if (Boolean.TRUE.equals(enabled)) {
			return null;
		}
		if (preferred) {
			return checked(obstacleOfDeployment(), apiKey);
		}
		if (hasApiKeyOfClient()) {
			return "'" + CLIENTS + "' has an API key";
		}
		return (apiKey != null) ? "'" + API_KEY + "' is set, but it is empty" : obstacleOfDeployment();
	}

	/**
	 * Refuse to start with the service in place of the router that is preferred.
	 */
	private static @Nullable String checked(@Nullable String obstacle, @Nullable String apiKey) {
		if (obstacle != null && StringUtils.hasText(apiKey)) {
			throw new InvalidConfigurationException(PREFERRED,
					"'" + PREFERRED + "' is true, but the local router is not used, because " + obstacle + ".",
					"To simulate answers, set '" + ENABLED + "' to true. To use the service, remove '" + PREFERRED
							+ "'.");
		}
		return obstacle;
	}

	@Nullable String apiKey() {
		return get(API_KEY, String.class);
	}

	private boolean hasApiKeyOfClient() {
		return Binder.get(this.environment)
			.bind(CLIENTS, Bindable.mapOf(String.class, String.class))
			.orElse(Map.of())
			.entrySet()
			.stream()
			.anyMatch((property) -> API_KEY_OF_CLIENT.matcher(property.getKey()).matches()
					&& StringUtils.hasText(property.getValue()));
	}

	private @Nullable String obstacleOfDeployment() {
		if (this.test) {
			return null;
		}
		if (this.processed) {
			return "the application was processed ahead of time";
		}
		CloudPlatform platform = CloudPlatform.getActive(this.environment);
		if (platform != null && platform != CloudPlatform.NONE) {
			return "the application runs on the cloud platform " + platform;
		}
		return obstacleOfMainClass();
	}

	private @Nullable String obstacleOfMainClass() {
		if (this.mainClass == null) {
			return "the application was not started by a main method";
		}
		CodeSource source = this.mainClass.getProtectionDomain().getCodeSource();
		URL location = (source != null) ? source.getLocation() : null;
		return (location != null && isBuilt(location)) ? null
				: "the application is packaged: its main class " + this.mainClass.getName() + " is in "
						+ ((location != null) ? location : "an unknown place")
						+ ", which is no output directory of a build";
	}

	private static boolean isBuilt(URL location) {
		try {
			File classes = ResourceUtils.getFile(location).getAbsoluteFile();
			return classes.isDirectory() && !PACKAGED.contains(classes.getParentFile().getName())
					&& Stream.iterate(classes, Objects::nonNull, File::getParentFile).anyMatch(StandIn::hasBuildFile);
		}
		catch (FileNotFoundException ex) {
			// It is in an archive.
			return false;
		}
	}

	private static boolean hasBuildFile(File directory) {
		return BUILD_FILES.stream().anyMatch((name) -> new File(directory, name).exists());
	}

	private <T> @Nullable T get(String property, Class<T> type) {
		// The environment would fail to resolve a placeholder that the binder leaves.
		return Binder.get(this.environment).bind(property, type).orElse(null);
	}

}
