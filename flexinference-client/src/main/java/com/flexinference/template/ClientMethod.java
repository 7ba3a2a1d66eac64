package com.flexinference.template;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringValueResolver;

import com.flexinference.template.internal.declared.MethodHandler;
import com.flexinference.template.internal.declared.PromptText;

/**
 * A method of a declared client that sends its prompt.
 *
 * @param template sends the prompt
 * @param scope the scope of the method's annotations
 * @param prompt the prompt
 * @param result makes the result of the method
 */
record ClientMethod(DefaultFlexInferenceTemplate template, AnnotatedScope scope, PromptText prompt,
		ClientResult result) implements MethodHandler {

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
				PromptText.of(method, placeholders), ClientResult.of(method, template));
	}

	@Override
	public Object invoke(@Nullable Object[] arguments) {
		String text = this.prompt.fill(arguments, this.template.types().mapper());
		return FlexInferenceScope.<Object, RuntimeException>with(this.scope.apply(this.template.clock()),
				() -> this.result.of(this.template.ask(text)));
	}

}
