/**
 * A job that sends thousands of requests.
 */
@NullMarked
package com.flexinference.samples.bulk;

import org.jspecify.annotations.NullMarked;
