package com.flexinference.template;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
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
 * @param parameters the names of the parameters
 */
record PromptText(String text, List<String> parameters) {

	private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_$][A-Za-z0-9_$]*)\\}");

	static PromptText of(Method method, StringValueResolver placeholders) {
		Prompt annotation = AnnotatedElementUtils.findMergedAnnotation(method, Prompt.class);
		Assert.notNull(annotation, "it has no @Prompt");
		String text = placeholders.resolveStringValue(annotation.value());
		Assert.hasText(text, "its prompt is empty");
		List<String> parameters = parameters(method);
		TreeSet<String> mentioned = new TreeSet<>();
		PARAMETER.matcher(text).results().forEach((match) -> mentioned.add(match.group(1)));
		Assert.isTrue(mentioned.equals(new TreeSet<>(parameters)),
				() -> "its prompt mentions " + mentioned + " and it has the parameters " + parameters);
		return new PromptText(text, parameters);
	}

	private static List<String> parameters(Method method) {
		List<Parameter> parameters = List.of(method.getParameters());
		Assert.isTrue(parameters.stream().allMatch(Parameter::isNamePresent),
				"the names of its parameters are unknown. Compile with '-parameters'");
		return parameters.stream().map(Parameter::getName).toList();
	}

	/**
	 * Fill in the arguments. Those that are not simple values are written as JSON.
	 */
	String fill(@Nullable Object[] arguments, JsonMapper mapper) {
		return PARAMETER.matcher(this.text)
			.replaceAll((match) -> Matcher.quoteReplacement(argument(match, arguments, mapper)));
	}

	private String argument(MatchResult match, @Nullable Object[] arguments, JsonMapper mapper) {
		Object argument = arguments[this.parameters.indexOf(match.group(1))];
		Assert.notNull(argument, () -> "The argument '" + match.group(1) + "' must not be null");
		return (argument instanceof CharSequence || BeanUtils.isSimpleValueType(argument.getClass()))
				? argument.toString() : mapper.writeValueAsString(argument);
	}

}
