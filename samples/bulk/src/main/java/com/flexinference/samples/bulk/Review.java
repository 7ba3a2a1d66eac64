package com.flexinference.samples.bulk;

/**
 * What a customer wrote.
 *
 * @param id the number of the review
 * @param text the text
 */
record Review(long id, String text) {

}
