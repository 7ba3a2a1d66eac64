package com.flexinference.router;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * Runs a {@link LocalRouter} alone until the process is ended.
 */
public final class StandaloneRouter {

	static final String HELP = """
			Usage: java -jar flexinference-local-router-standalone.jar [options]

			Answers in place of the FlexInference service, on the loopback interface. All answers
			are simulated; nothing costs money and nothing leaves this machine.

			  --port <number>        the port to listen on, 0 for any that is free (8089)
			  --capacity <share>     the chance from 0 to 1 that the flex tier wins a race (0.7)
			  --seed <number>        what decides, with the order of requests, how races end (1)
			  --latency <ms>         the pause between the events of a stream (5)
			  --time-scale <factor>  how much faster than real time windows and retries pass (10000)
			  --race-slots <number>  how many races can run at once (50)
			  --help                 print this

			Kinds of API keys and words in prompts that provoke errors and faults:
			https://github.com/flexinference/flexinference-spring-boot/blob/main/docs/local-router.md""";

	private StandaloneRouter() {
	}

	/**
	 * Run the router.
	 * @param args the options; {@code --help} prints them
	 * @throws InterruptedException if the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		if (asksForHelp(args)) {
			System.out.println(HELP);
			return;
		}
		try {
			LocalRouter router = parse(args).build().start();
			System.out.println("FlexInference local router: " + router.baseUrl()
					+ " (it stands in for the real service: all answers are simulated)");
			System.out.println("Watch it: " + router.pageUrl());
			Thread.currentThread().join();
		}
		catch (IllegalArgumentException ex) {
			fail(ex.getMessage() + "; --help lists the options");
		}
		catch (UncheckedIOException ex) {
			fail(ex.getMessage() + "; is it in use? Choose another with --port");
		}
	}

	private static void fail(String message) {
		System.err.println(message);
		System.exit(2);
	}

	static boolean asksForHelp(String... args) {
		return List.of(args).contains("--help") || List.of(args).contains("-h");
	}

	// Arguments are --name value or --name=value
	static LocalRouterBuilder parse(String... args) {
		LocalRouterBuilder builder = LocalRouter.builder().port(8089);
		int i = 0;
		while (i < args.length) {
			String[] parts = args[i++].split("=", 2);
			if (parts.length == 1 && i == args.length) {
				throw new IllegalArgumentException("'" + parts[0] + "' needs a value");
			}
			apply(builder, parts[0], (parts.length > 1) ? parts[1] : args[i++]);
		}
		return builder;
	}

	private static void apply(LocalRouterBuilder builder, String name, String value) {
		try {
			switch (name) {
				case "--port" -> builder.port(Integer.parseInt(value));
				case "--capacity" -> builder.capacity(Double.parseDouble(value));
				case "--seed" -> builder.seed(Long.parseLong(value));
				case "--latency" -> builder.latency(Duration.ofMillis(Long.parseLong(value)));
				case "--time-scale" -> builder.timeScale(Integer.parseInt(value));
				case "--race-slots" -> builder.raceSlots(Integer.parseInt(value));
				default -> throw new IllegalArgumentException("There is no option '" + name + "'");
			}
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + name + "' must be a number, but was '" + value + "'", ex);
		}
	}

}
