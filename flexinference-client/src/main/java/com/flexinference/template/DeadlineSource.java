package com.flexinference.template;

import org.jspecify.annotations.Nullable;

/**
 * Source of the deadline of the current thread's work, such as that of its transaction.
 */
@FunctionalInterface
public interface DeadlineSource {

	/**
	 * Return the deadline of the current thread's work.
	 * @return the deadline, or {@code null} if there is none
	 */
	@Nullable Deadline get();

}
