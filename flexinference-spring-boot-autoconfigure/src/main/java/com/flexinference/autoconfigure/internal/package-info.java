/**
 * What several packages share and no application needs.
 */
@NullMarked
package com.flexinference.autoconfigure.internal;

import org.jspecify.annotations.NullMarked;
