/**
 * Interfaces whose methods are prompts.
 */
@NullMarked
package com.flexinference.template.declared;

import org.jspecify.annotations.NullMarked;
