package com.flexinference.template;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;

/**
 * Sends a call and converts the answer to the return type of a declared client's method.
 */
@FunctionalInterface
interface ClientResult {

	/**
	 * Send the call.
	 * @param call the call
	 * @return the result of the method
	 */
	Object of(DefaultCall call);

	/**
	 * Return the conversion to the return type of a method.
	 * @param method the method
	 * @param template the template
	 * @return the conversion
	 * @throws IllegalArgumentException if the return type is not supported
	 */
	static ClientResult of(Method method, DefaultFlexInferenceTemplate template) {
		ResolvableType type = ResolvableType.forMethodReturnType(method);
		if (type.resolve() == CompletableFuture.class) {
			Assert.isTrue(type.hasGenerics(), "it returns a CompletableFuture of no known type");
			ClientResult now = of(type.getGeneric(), template);
			return (call) -> call.later(() -> now.of(call));
		}
		return of(type, template);
	}

	private static ClientResult of(ResolvableType type, DefaultFlexInferenceTemplate template) {
		Class<?> resolved = type.toClass();
		Assert.isTrue(resolved != void.class && resolved != Void.class && resolved != Object.class,
				() -> "it returns " + type + ". Allowed: String, a record, FlexResponse, FlexStream,"
						+ " or a CompletableFuture of one of them");
		if (resolved == String.class) {
			return DefaultCall::text;
		}
		if (resolved == FlexResponse.class) {
			return DefaultCall::response;
		}
		if (resolved == FlexStream.class) {
			return DefaultCall::stream;
		}
		Type typed = type.getType();
		template.types().get(typed);
		return (call) -> call.typed(typed);
	}

}
