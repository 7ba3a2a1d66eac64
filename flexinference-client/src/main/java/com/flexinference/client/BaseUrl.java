package com.flexinference.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Reads the base URL of the service in the ways people write it. The result ends with
 * {@code /v1}.
 */
final class BaseUrl {

	static final String DEFAULT = "https://api.flexinference.com/v1";

	private static final String PROPERTY = "flexinference.base-url";

	private static final String ADVICE = "Set '" + PROPERTY + "' to a URL such as " + DEFAULT
			+ ", with or without '/v1' at its end.";

	private static final Pattern ENDPOINT = Pattern
		.compile("(.*?)/(responses|chat/completions|chat|completions|interactions|messages|models|limits)");

	private static final Pattern OTHER_VERSION = Pattern.compile(".*(/v(?!1$)[0-9]+)");

	private static final int MAX_PORT = 65535;

	private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

	private BaseUrl() {
	}

	static String normalize(String text, boolean allowInsecure) {
		URI uri = parse(text);
		String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
		if (scheme.equals("http") && !allowInsecure && !isLoopback(uri.getHost())) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL '" + text + "' would send the API key without encryption.",
					"Use https in '" + PROPERTY
							+ "', or set 'flexinference.allow-insecure-http' to true if the network is trusted.");
		}
		String path = StringUtils.trimTrailingCharacter(uri.getRawPath(), '/');
		Matcher endpoint = ENDPOINT.matcher(path);
		if (endpoint.matches()) {
			throw new InvalidConfigurationException(PROPERTY, "The base URL '" + text + "' is the URL of an endpoint.",
					"Remove '/" + endpoint.group(2) + "' from the end of '" + PROPERTY
							+ "'; the client adds the path of each endpoint.");
		}
		if (path.endsWith("/v1/v1")) {
			throw new InvalidConfigurationException(PROPERTY, "The base URL '" + text + "' has '/v1' twice.", ADVICE);
		}
		Matcher version = OTHER_VERSION.matcher(path);
		if (version.matches()) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL '" + text + "' asks for '" + version.group(1) + "' of the API, which has only '/v1'.",
					"Remove '" + version.group(1) + "' from the end of '" + PROPERTY + "'.");
		}
		return scheme + "://" + uri.getRawAuthority() + (path.endsWith("/v1") ? path : path + "/v1");
	}

	private static URI parse(String text) {
		URI uri;
		try {
			uri = new URI(text.trim());
		}
		catch (URISyntaxException ex) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL '" + shown(text) + "' is not a URL: " + ex.getReason() + ".", ADVICE);
		}
		if (uri.getHost() == null
				|| !("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL '" + shown(text) + "' is not a full http or https URL.", ADVICE);
		}
		if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL '" + shown(text) + "' has a port that is not from 1 to " + MAX_PORT + ".", ADVICE);
		}
		if (uri.getRawUserInfo() != null) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL of the host '" + uri.getHost() + "' has a user name or password.",
					"Remove it from '" + PROPERTY + "'; the API key is set by 'flexinference.api-key'.");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new InvalidConfigurationException(PROPERTY,
					"The base URL of the host '" + uri.getHost() + "' has a query or a fragment.", ADVICE);
		}
		return uri;
	}

	private static String shown(String text) {
		// Without all that could be a user name, a password or a key.
		return text.replaceAll(".*@", "****@").replaceAll("[?#].*", "");
	}

	private static boolean isLoopback(String host) {
		return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127(\\.[0-9]{1,3}){3}");
	}

}
