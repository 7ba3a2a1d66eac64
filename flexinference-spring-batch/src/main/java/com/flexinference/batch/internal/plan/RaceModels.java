package com.flexinference.batch.internal.plan;

import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexModel;

/**
 * The models that can race the flex tier. The service refuses a window for others.
 */
public final class RaceModels {

	private static final Log logger = LogFactory.getLog(RaceModels.class);

	private static final Set<String> ROUTES = Set.of("", "openai", "google");

	private final JsonMapper mapper = new JsonMapper();

	private final Set<String> ids;

	private RaceModels(Set<String> ids) {
		this.ids = ids;
	}

	public static RaceModels read(FlexInferenceClient client) {
		try {
			return new RaceModels(client.models()
				.list()
				.stream()
				.filter(FlexModel::flexRace)
				.map(FlexModel::id)
				.collect(Collectors.toUnmodifiableSet()));
		}
		catch (FlexInferenceException ex) {
			logger.warn("The models could not be read. All requests use the standard tier: " + ex.getMessage());
			return new RaceModels(Set.of());
		}
	}

	public boolean canRace(String json) {
		// The first route counts.
		JsonNode request = this.mapper.readTree(json);
		return this.ids.contains(request.path("model").asString(""))
				&& ROUTES.contains(request.path("provider").path(0).asString(""));
	}

}
