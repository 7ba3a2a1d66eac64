package com.flexinference.client.internal.format;

/**
 * Where an object of an answer has a call of a tool.
 *
 * @param type the type of the object
 * @param id the member with the id that the result is for
 * @param arguments the member with the arguments
 */
record CallFields(String type, String id, String arguments) {

}
