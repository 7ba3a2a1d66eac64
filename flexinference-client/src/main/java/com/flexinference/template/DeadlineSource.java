package com.flexinference.template;

import org.jspecify.annotations.Nullable;

/**
 * Tells the deadline of the work around a call, such as that of a transaction.
 */
@FunctionalInterface
public interface DeadlineSource {

	/**
	 * Return the deadline of what the current thread does.
	 * @return the deadline, or {@code null} if there is none
	 */
	@Nullable Deadline get();

}
