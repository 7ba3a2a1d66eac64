/**
 * The proxies of declared clients.
 */
@NullMarked
package com.flexinference.template.internal.declared;

import org.jspecify.annotations.NullMarked;
