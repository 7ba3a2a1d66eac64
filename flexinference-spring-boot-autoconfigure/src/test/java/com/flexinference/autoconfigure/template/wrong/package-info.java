/**
 * A declared client that tests make wrong.
 */
package com.flexinference.autoconfigure.template.wrong;
