package com.flexinference.router;

/**
 * The command line of the router that runs alone.
 *
 * @param port the port to listen on
 * @param capacity the chance that the flex tier wins a race
 */
record StandaloneOptions(int port, double capacity) {

	static final String USAGE = "Usage: java -jar flexinference-local-router-standalone.jar [--port 8089] [--capacity 0.7]";

	/**
	 * Parse the arguments.
	 * @throws IllegalArgumentException if they are not understood
	 */
	static StandaloneOptions parse(String... args) {
		StandaloneOptions options = new StandaloneOptions(8089, 0.7);
		for (int i = 0; i < args.length; i += 2) {
			if (i + 1 == args.length) {
				throw new IllegalArgumentException("'" + args[i] + "' needs a value");
			}
			options = options.with(args[i], args[i + 1]);
		}
		return options;
	}

	private StandaloneOptions with(String name, String value) {
		try {
			return switch (name) {
				case "--port" -> new StandaloneOptions(Integer.parseInt(value), this.capacity);
				case "--capacity" -> new StandaloneOptions(this.port, Double.parseDouble(value));
				default -> throw new IllegalArgumentException("There is no option '" + name + "'");
			};
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + name + "' must be a number, but was '" + value + "'", ex);
		}
	}

	LocalRouter router() {
		return LocalRouter.builder().port(this.port).capacity(this.capacity).build();
	}

}
