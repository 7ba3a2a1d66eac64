/**
 * Declared clients that are looked for by tests.
 */
package com.flexinference.autoconfigure.template.clients;
