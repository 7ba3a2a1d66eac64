package com.flexinference.router;

/**
 * Runs a {@link LocalRouter} alone until the process is ended.
 */
public final class StandaloneRouter {

	private StandaloneRouter() {
	}

	/**
	 * Run the router.
	 * @param args {@code --port} and {@code --capacity}, each followed by its value
	 * @throws InterruptedException if the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		LocalRouter router = start(args);
		System.out.println("FlexInference local router: " + router.baseUrl() + " (answers are simulated)");
		System.out.println("Watch it: " + router.pageUrl());
		Thread.currentThread().join();
	}

	private static LocalRouter start(String[] args) {
		try {
			return StandaloneOptions.parse(args).router().start();
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.err.println(StandaloneOptions.USAGE);
			System.exit(2);
			throw ex;
		}
	}

}
