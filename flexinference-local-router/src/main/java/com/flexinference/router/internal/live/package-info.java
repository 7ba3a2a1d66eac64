/**
 * The page that shows live what the router does.
 */
@NullMarked
package com.flexinference.router.internal.live;

import org.jspecify.annotations.NullMarked;
