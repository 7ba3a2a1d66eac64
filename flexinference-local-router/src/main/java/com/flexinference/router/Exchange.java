package com.flexinference.router;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.routing.Timeline;

/**
 * A request on its way through the router.
 *
 * @param request the request
 * @param json the body of the request, a missing node if it is not JSON
 * @param answer what is to be answered
 * @param timeline how long it has waited
 */
record Exchange(RecordedRequest request, JsonNode json, LocalAnswer answer, Timeline timeline) {

}
