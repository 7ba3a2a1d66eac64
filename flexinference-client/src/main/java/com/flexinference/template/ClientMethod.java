package com.flexinference.template;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

/**
 * A method of a declared client, read once.
 *
 * @param template sends the call
 * @param scope what its annotations say
 * @param prompt the prompt, with parameters in braces
 * @param parameters the position of each parameter by its name
 * @param result makes the result of a call
 */
record ClientMethod(DefaultFlexInferenceTemplate template, AnnotatedScope scope, String prompt,
		Map<String, Integer> parameters, ClientResult result) {

	private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_$][A-Za-z0-9_$]*)\\}");

	/**
	 * Read a method.
	 * @param method the method
	 * @param type the type of the client
	 * @param template sends the calls
	 * @return what it says
	 * @throws InvalidDeclaredClientException if it is wrong
	 */
	static ClientMethod of(Method method, Class<?> type, DefaultFlexInferenceTemplate template) {
		try {
			StringValueResolver resolver = template.placeholders();
			AnnotatedScope scope = AnnotatedScope.of(method, resolver)
				.orElse(AnnotatedScope.of(type, resolver))
				.of(type.getSimpleName() + "." + method.getName());
			Prompt annotation = AnnotatedElementUtils.findMergedAnnotation(method, Prompt.class);
			Assert.notNull(annotation, "it has no @Prompt");
			String prompt = resolver.resolveStringValue(annotation.value());
			Assert.hasText(prompt, "its prompt is empty");
			Map<String, Integer> parameters = parameters(method);
			checkNames(prompt, parameters);
			return new ClientMethod(template, scope, prompt, parameters, ClientResult.of(method, template));
		}
		catch (RuntimeException ex) {
			throw new InvalidDeclaredClientException("The method " + type.getName() + "." + method.getName()
					+ " cannot be that of a client: " + ex.getMessage(), ex);
		}
	}

	private static Map<String, Integer> parameters(Method method) {
		Map<String, Integer> names = new LinkedHashMap<>();
		for (Parameter parameter : method.getParameters()) {
			Assert.isTrue(parameter.isNamePresent(),
					"the names of its parameters are unknown. Compile with '-parameters'");
			names.put(parameter.getName(), names.size());
		}
		return names;
	}

	private static void checkNames(String prompt, Map<String, Integer> parameters) {
		TreeSet<String> mentioned = new TreeSet<>();
		PARAMETER.matcher(prompt).results().forEach((match) -> mentioned.add(match.group(1)));
		Assert.isTrue(mentioned.equals(new TreeSet<>(parameters.keySet())),
				() -> "its prompt mentions " + mentioned + " and it has the parameters " + parameters.keySet());
	}

	/**
	 * Make the call.
	 * @param arguments the arguments of the method
	 * @return the result of the method
	 */
	Object invoke(@Nullable Object[] arguments) {
		String text = PARAMETER.matcher(this.prompt)
			.replaceAll((match) -> Matcher.quoteReplacement(text(match, arguments)));
		return FlexInferenceScope.<Object, RuntimeException>with(this.scope.enter(this.template.clock()),
				() -> this.result.of((DefaultCall) this.template.ask(text)));
	}

	private String text(MatchResult match, @Nullable Object[] arguments) {
		Integer position = this.parameters.get(match.group(1));
		Object argument = (position != null) ? arguments[position] : null;
		Assert.notNull(argument, () -> "The argument '" + match.group(1) + "' must not be null");
		return (argument instanceof CharSequence || BeanUtils.isSimpleValueType(argument.getClass()))
				? argument.toString() : this.template.types().mapper().writeValueAsString(argument);
	}

}
