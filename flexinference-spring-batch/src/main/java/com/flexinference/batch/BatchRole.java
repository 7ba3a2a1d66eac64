package com.flexinference.batch;

/**
 * The part that an application plays in jobs that run on many machines.
 */
public enum BatchRole {

	/**
	 * Runs its jobs alone.
	 */
	STANDALONE,

	/**
	 * Splits its jobs into blocks of items, which workers take, and waits for them.
	 */
	MANAGER,

	/**
	 * Takes blocks of the jobs of a manager that uses the same database.
	 */
	WORKER

}
