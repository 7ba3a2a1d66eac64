package com.flexinference.template;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The prompt of a method of a {@link FlexInferenceTemplate#createClient declared client}.
 *
 * <pre>{@code
 * interface Contracts {
 *
 *     &#64;Prompt("Summarize in ${app.language}: {contract}")
 *     &#64;FlexInference(startWithin = "1m")
 *     String summarize(String contract);
 *
 * }
 * }</pre>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Prompt {

	/**
	 * What the user says.
	 * @return a text with <code>{parameter}</code>, which stands for an argument, and
	 * <code>${placeholder}</code>
	 */
	String value();

}
