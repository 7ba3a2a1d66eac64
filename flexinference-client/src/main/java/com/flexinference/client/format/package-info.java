/**
 * The caller formats in which requests are written and answers are read.
 */
@NullMarked
package com.flexinference.client.format;

import org.jspecify.annotations.NullMarked;
