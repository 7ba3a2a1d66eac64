/**
 * What all parts of the router share.
 */
@NullMarked
package com.flexinference.router.internal;

import org.jspecify.annotations.NullMarked;
