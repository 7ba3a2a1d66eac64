/**
 * The four caller formats: they read requests and write answers.
 */
@NullMarked
package com.flexinference.router.internal.format;

import org.jspecify.annotations.NullMarked;
