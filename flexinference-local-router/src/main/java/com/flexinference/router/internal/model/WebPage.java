package com.flexinference.router.internal.model;

import tools.jackson.databind.node.ObjectNode;

import com.flexinference.router.internal.Json;

/**
 * The page that a simulated search of the web finds, whatever is searched for.
 */
public final class WebPage {

	public static final String URL = "https://example.com/simulated";

	public static final String TITLE = "A simulated page";

	public static final String CITED_TEXT = "The page \"A simulated page\" says: it depends.";

	private WebPage() {
	}

	// A text that cites the page begins with it
	public static boolean isCitedIn(String text) {
		return text.startsWith(CITED_TEXT);
	}

	public static ObjectNode citation() {
		return Json.object("url", URL, "title", TITLE, "start_index", 0, "end_index", CITED_TEXT.length());
	}

}
