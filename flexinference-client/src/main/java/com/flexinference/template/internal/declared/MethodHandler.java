package com.flexinference.template.internal.declared;

import org.jspecify.annotations.Nullable;

/**
 * Handles the calls of one method of a declared client.
 */
@FunctionalInterface
public interface MethodHandler {

	/**
	 * Handle a call.
	 * @param arguments the arguments of the method
	 * @return the result of the method
	 */
	Object invoke(@Nullable Object[] arguments);

}
