/**
 * Test support for FlexInference in Spring Boot.
 */
@NullMarked
package com.flexinference.test;

import org.jspecify.annotations.NullMarked;
