package com.flexinference.router;

/**
 * An embedded stand-in for the FlexInference service.
 */
public final class LocalRouter {

	private LocalRouter() {
	}

}
