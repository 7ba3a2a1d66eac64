package com.flexinference.template;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Says how the calls of a {@link FlexInferenceTemplate} that are made inside a bean's
 * method are to be served. On a type it applies to all its methods; a method's own
 * annotation wins attribute by attribute, and so does an annotated method that is called
 * inside another. May be used as a meta-annotation. An attribute that is left at its
 * default says nothing.
 * <p>
 * All texts may have placeholders such as <code>${app.window}</code>.
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
	 * The routes to try, in order.
	 * @return one to three names
	 */
	String[] provider() default {};

	/**
	 * The further attempts that the service may make.
	 * @return 1 to 5, or 0 to say nothing
	 */
	int retry() default 0;

	/**
	 * The most tokens to generate.
	 * @return the number of tokens, or 0 to say nothing
	 */
	int maxTokens() default 0;

	/**
	 * Instructions for the model.
	 * @return the text
	 */
	String system() default "";

	/**
	 * The time that the whole method has. Each call inside it waits no longer to start
	 * than what is left of it allows, and fails before it is sent when nothing is left.
	 * @return a duration such as {@code 90s} or {@code 5m}
	 */
	String within() default "";

}
