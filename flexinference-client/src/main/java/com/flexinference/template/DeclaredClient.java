package com.flexinference.template;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose {@link FlexInferenceTemplate#createClient client} is to be a
 * bean. Spring Boot looks for such interfaces in the packages of the application, as it
 * does for repositories. An application that has a bean of the type gets no other.
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
