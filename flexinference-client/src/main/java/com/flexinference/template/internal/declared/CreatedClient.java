package com.flexinference.template.internal.declared;

/**
 * Marks the proxies of declared clients, which apply their annotations themselves.
 */
public interface CreatedClient {

}
