package com.flexinference.samples.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

import com.flexinference.template.FlexInference;

/**
 * For work that has time: the longest window, for half the price.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@FlexInference(startWithin = "10m")
@interface Nightly {

	/**
	 * The time for the whole method.
	 * @return a duration
	 */
	@AliasFor(annotation = FlexInference.class)
	String within() default "";

}
