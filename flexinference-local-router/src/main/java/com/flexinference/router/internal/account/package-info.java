/**
 * API keys and what they may do, may spend and have spent.
 */
@NullMarked
package com.flexinference.router.internal.account;

import org.jspecify.annotations.NullMarked;
