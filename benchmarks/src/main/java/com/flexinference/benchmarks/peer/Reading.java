package com.flexinference.benchmarks.peer;

/**
 * What is read of the events of a stream.
 */
public enum Reading {

	/**
	 * The data, to be handed on as it is. A client that knows no events reads bytes.
	 */
	RAW,

	/**
	 * The text.
	 */
	TEXT,

	/**
	 * The JSON as a tree.
	 */
	JSON

}
