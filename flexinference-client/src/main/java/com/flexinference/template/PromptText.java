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
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.template.declared.Prompt;

/**
 * The {@link Prompt} of a method.
 *
 * @param text the prompt, with parameters in braces
 * @param parameters the position of each parameter by its name
 */
record PromptText(String text, Map<String, Integer> parameters) {

	private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_$][A-Za-z0-9_$]*)\\}");

	static PromptText of(Method method, StringValueResolver placeholders) {
		Prompt annotation = AnnotatedElementUtils.findMergedAnnotation(method, Prompt.class);
		Assert.notNull(annotation, "it has no @Prompt");
		String text = placeholders.resolveStringValue(annotation.value());
		Assert.hasText(text, "its prompt is empty");
		Map<String, Integer> parameters = parameters(method);
		TreeSet<String> mentioned = new TreeSet<>();
		PARAMETER.matcher(text).results().forEach((match) -> mentioned.add(match.group(1)));
		Assert.isTrue(mentioned.equals(new TreeSet<>(parameters.keySet())),
				() -> "its prompt mentions " + mentioned + " and it has the parameters " + parameters.keySet());
		return new PromptText(text, parameters);
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

	/**
	 * Fill in the arguments. Those that are not simple values are written as JSON.
	 */
	String fill(@Nullable Object[] arguments, JsonMapper mapper) {
		return PARAMETER.matcher(this.text)
			.replaceAll((match) -> Matcher.quoteReplacement(argument(match, arguments, mapper)));
	}

	private String argument(MatchResult match, @Nullable Object[] arguments, JsonMapper mapper) {
		Integer position = this.parameters.get(match.group(1));
		Object argument = (position != null) ? arguments[position] : null;
		Assert.notNull(argument, () -> "The argument '" + match.group(1) + "' must not be null");
		return (argument instanceof CharSequence || BeanUtils.isSimpleValueType(argument.getClass()))
				? argument.toString() : mapper.writeValueAsString(argument);
	}

}
