/**
 * Asks for answers by the schema of a type and reads them as that type.
 */
@NullMarked
package com.flexinference.template.internal.typed;

import org.jspecify.annotations.NullMarked;
