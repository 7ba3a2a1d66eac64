/**
 * Auto-configuration for the template and its annotation.
 */
@NullMarked
package com.flexinference.autoconfigure.template;

import org.jspecify.annotations.NullMarked;
