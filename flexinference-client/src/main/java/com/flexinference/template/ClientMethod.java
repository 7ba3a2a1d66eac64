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
import com.flexinference.template.internal.declared.MethodHandler;
import com.flexinference.template.internal.declared.PromptText;

/**
 * A method of a declared client that sends its prompt.
 *
 * @param template sends the prompt
 * @param scope the scope of the method's annotations
 * @param prompt the prompt
 * @param sender sends the call and returns the result of the method
 */
record ClientMethod(DefaultFlexInferenceTemplate template, AnnotatedScope scope, PromptText prompt,
		Function<DefaultCall, Object> sender) implements MethodHandler {

	/**
	 * Read a method.
	 * @param method the method
	 * @param type the interface of the client
	 * @param template sends the prompt
	 * @return the method, ready to be called
	 * @throws RuntimeException if an annotation or the return type is wrong
	 */
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

	@Override
	public Object invoke(@Nullable Object[] arguments) {
		String text = this.prompt.fill(arguments, this.template.types().mapper());
		return FlexInferenceScope.<Object, RuntimeException>with(this.scope.apply(this.template.clock()),
				() -> this.sender.apply(this.template.ask(text)));
	}

}
