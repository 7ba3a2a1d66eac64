package com.flexinference.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.provider.EnumSource;

import com.flexinference.client.transport.TransportKind;

/**
 * Runs a parameterized class or test with each transport.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@EnumSource(value = TransportKind.class, names = { "JDK", "APACHE" })
public @interface EachTransport {

}
