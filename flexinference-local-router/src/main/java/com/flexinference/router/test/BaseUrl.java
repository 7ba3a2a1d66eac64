package com.flexinference.router.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import com.flexinference.router.LocalRouter;

/**
 * Marks a parameter, a {@code String} or a {@code URI}, that {@link LocalRouterExtension}
 * sets to the {@linkplain LocalRouter#baseUrl() base URL} of the local router.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface BaseUrl {

}
