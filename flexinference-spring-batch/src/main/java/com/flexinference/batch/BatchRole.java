package com.flexinference.batch;

/**
 * The role of an application in jobs that run on several machines.
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
