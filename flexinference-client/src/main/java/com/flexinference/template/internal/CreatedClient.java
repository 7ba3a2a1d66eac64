package com.flexinference.template.internal;

/**
 * Marks the proxies of declared clients, which apply their annotations themselves.
 */
public interface CreatedClient {

}
