package com.flexinference.router;

import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link LocalRouter} alone until the process is ended.
 */
public final class StandaloneRouter {

	private StandaloneRouter() {
	}

	/**
	 * Run the router.
	 * @param args the options; {@code --help} prints them
	 * @throws InterruptedException if the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		if (StandaloneOptions.asksForHelp(args)) {
			System.out.println(StandaloneOptions.HELP);
			return;
		}
		LocalRouter router = start(args);
		if (router == null) {
			System.exit(2);
			return;
		}
		System.out.println("FlexInference local router: " + router.baseUrl()
				+ " (it stands in for the real service: all answers are simulated)");
		System.out.println("Watch it: " + router.pageUrl());
		Thread.currentThread().join();
	}

	private static @Nullable LocalRouter start(String[] args) {
		try {
			return StandaloneOptions.parse(args).build().start();
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + "; --help lists the options");
		}
		catch (UncheckedIOException ex) {
			System.err.println(ex.getMessage() + "; is it in use? Choose another with --port");
		}
		return null;
	}

}
