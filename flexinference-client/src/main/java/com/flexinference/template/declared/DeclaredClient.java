package com.flexinference.template.declared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface that is registered as a bean, implemented by a client that sends the
 * {@link Prompt prompts} of its methods. Spring Boot scans the packages of the
 * application for such interfaces, as it does for repositories. An interface that already
 * has a bean is skipped.
 *
 * <pre>{@code
 * &#64;DeclaredClient
 * interface Contracts {
 *
 *     &#64;Prompt("Summarize in ${app.language}: {contract}")
 *     &#64;FlexInference(startWithin = "1m")
 *     String summarize(String contract);
 *
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface DeclaredClient {

}
