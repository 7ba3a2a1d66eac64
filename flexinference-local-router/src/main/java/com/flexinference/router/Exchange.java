package com.flexinference.router;

import tools.jackson.databind.JsonNode;

import com.flexinference.router.internal.routing.Timeline;

/**
 * A request on its way through the router. The JSON is a missing node if the body is not
 * JSON.
 */
record Exchange(RecordedRequest request, JsonNode json, LocalAnswer answer, Timeline timeline) {

}
