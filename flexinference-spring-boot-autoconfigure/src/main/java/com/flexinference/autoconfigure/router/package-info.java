/**
 * Auto-configuration for the local router, the embedded default of the service.
 */
@NullMarked
package com.flexinference.autoconfigure.router;

import org.jspecify.annotations.NullMarked;
