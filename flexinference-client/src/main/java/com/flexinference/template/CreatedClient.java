package com.flexinference.template;

/**
 * Marks the clients that {@link FlexInferenceTemplate#createClient} creates, which apply
 * their annotations themselves.
 */
public interface CreatedClient {

}
