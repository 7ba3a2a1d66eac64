package com.flexinference.template;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;

/**
 * A method of a declared client that sends its prompt.
 *
 * @param sender sends the call and returns the result of the method
 */
record ClientMethod(DefaultFlexInferenceTemplate template, AnnotatedScope scope, PromptText prompt,
		Function<DefaultCall, Object> sender) {

	static ClientMethod of(Method method, Class<?> type, DefaultFlexInferenceTemplate template) {
		StringValueResolver placeholders = template.placeholders();
		return new ClientMethod(template, AnnotatedScope.of(method, type, placeholders),
				PromptText.of(method, placeholders), sender(ResolvableType.forMethodReturnType(method), template));
	}

	private static Function<DefaultCall, Object> sender(ResolvableType type, DefaultFlexInferenceTemplate template) {
		if (type.resolve() == CompletableFuture.class) {
			Assert.isTrue(type.hasGenerics(), "it returns a CompletableFuture of no known type");
			Function<DefaultCall, Object> sender = answer(type.getGeneric(), template);
			return (call) -> call.async((sent) -> sender.apply(call));
		}
		return answer(type, template);
	}

	private static Function<DefaultCall, Object> answer(ResolvableType type, DefaultFlexInferenceTemplate template) {
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

	Object invoke(@Nullable Object[] arguments) {
		String text = this.prompt.fill(arguments, this.template.types().mapper());
		return FlexInferenceScope.<Object, RuntimeException>with(this.scope.apply(this.template.clock()),
				() -> this.sender.apply(this.template.ask(text)));
	}

}
