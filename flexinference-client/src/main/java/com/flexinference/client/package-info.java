/**
 * Client for FlexInference: requests, answers, streams and errors.
 */
@NullMarked
package com.flexinference.client;

import org.jspecify.annotations.NullMarked;
