package com.flexinference.template.declared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The prompt that a method of a declared client sends.
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
	 * The text of the user message.
	 * @return a text in which <code>{parameter}</code> stands for an argument of the
	 * method and <code>${placeholder}</code> for a property
	 */
	String value();

}
