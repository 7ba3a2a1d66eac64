package com.flexinference.template;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Sets defaults for the calls of a {@link FlexInferenceTemplate} that are made inside a
 * bean's method. On a type it applies to all methods. Attributes of a method take
 * precedence over those of its type, and attributes of an inner method over those of an
 * outer one. An attribute that is not given is unset. The annotation can be used as a
 * meta-annotation.
 * <p>
 * Text attributes may contain placeholders such as <code>${app.start-within}</code>.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Reflective
public @interface FlexInference {

	/**
	 * How long a request can wait to start.
	 * @return a duration ({@code 30s}, {@code 00h-00m-30s}), {@code default},
	 * {@code priority}, {@code auto} or {@code key-default}
	 */
	String startWithin() default "";

	/**
	 * The model.
	 * @return the id of a model
	 */
	String model() default "";

	/**
	 * The caller format of {@link FlexInferenceTemplate#ask}.
	 * @return {@code responses}, {@code chat-completions}, {@code interactions} or
	 * {@code messages}
	 */
	String format() default "";

	/**
	 * The provider routes to try, in order.
	 * @return one to three names
	 */
	String[] provider() default {};

	/**
	 * The number of retries that the service may make.
	 * @return 1 to 5, or 0 to leave it unset
	 */
	int retry() default 0;

	/**
	 * The maximum number of tokens to generate.
	 * @return the number of tokens, or 0 to leave it unset
	 */
	int maxTokens() default 0;

	/**
	 * The sampling temperature.
	 * @return the temperature from 0, or -1 to leave it unset
	 */
	double temperature() default -1;

	/**
	 * Instructions for the model.
	 * @return the text
	 */
	String system() default "";

	/**
	 * The time limit of the whole method. Each call inside it waits no longer to start
	 * than the remaining time allows, and fails before it is sent when no time remains.
	 * @return a duration such as {@code 90s} or {@code 5m}
	 */
	String within() default "";

}
