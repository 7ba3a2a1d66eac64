/**
 * Test support for JUnit Jupiter and AssertJ, without Spring.
 */
@NullMarked
package com.flexinference.router.test;

import org.jspecify.annotations.NullMarked;
