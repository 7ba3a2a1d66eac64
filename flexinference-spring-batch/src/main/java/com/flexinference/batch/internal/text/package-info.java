/**
 * Values as people read them.
 */
@NullMarked
package com.flexinference.batch.internal.text;

import org.jspecify.annotations.NullMarked;
