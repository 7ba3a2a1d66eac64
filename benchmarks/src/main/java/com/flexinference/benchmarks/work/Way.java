package com.flexinference.benchmarks.work;

/**
 * A way to call.
 */
public enum Way {

	/**
	 * With the client.
	 */
	CLIENT("client", Haikus.class),

	/**
	 * With the template, from a method with an annotation.
	 */
	TEMPLATE("template, with annotation", Haikus.class),

	/**
	 * With the client, while metrics are recorded.
	 */
	METRICS("client, with metrics", Metrics.class);

	private final String title;

	private final Class<?> configuration;

	Way(String title, Class<?> configuration) {
		this.title = title;
		this.configuration = configuration;
	}

	/**
	 * Return the name for people.
	 * @return the name
	 */
	public String title() {
		return this.title;
	}

	Class<?> configuration() {
		return this.configuration;
	}

}
