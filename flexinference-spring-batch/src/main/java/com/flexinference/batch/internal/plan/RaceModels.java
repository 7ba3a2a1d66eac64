package com.flexinference.batch.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexModel;

/**
 * The models that can race the flex tier. The service refuses a window for others. Not
 * thread-safe.
 */
public final class RaceModels {

	private static final Log logger = LogFactory.getLog(RaceModels.class);

	private static final Set<String> ROUTES = Set.of("", "openai", "google");

	private static final Duration PAUSE = Duration.ofSeconds(30);

	private final JsonMapper mapper = new JsonMapper();

	private final FlexInferenceClient client;

	private final InstantSource clock;

	private @Nullable Set<String> ids;

	private Instant nextRead = Instant.MIN;

	public RaceModels(FlexInferenceClient client, InstantSource clock) {
		this.client = client;
		this.clock = clock;
	}

	private Set<String> ids() {
		if (this.ids == null && !this.clock.instant().isBefore(this.nextRead)) {
			this.ids = read();
			this.nextRead = this.clock.instant().plus(PAUSE);
		}
		return (this.ids != null) ? this.ids : Set.of();
	}

	private @Nullable Set<String> read() {
		try {
			return this.client.models()
				.list()
				.stream()
				.filter(FlexModel::flexRace)
				.map(FlexModel::id)
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (FlexInferenceException ex) {
			logger.warn("The models could not be read. Requests use the standard tier until they are read, which is"
					+ " tried every 30 seconds: " + ex.getMessage());
			return null;
		}
	}

	public boolean canRace(String json) {
		// The first route counts.
		JsonNode request = this.mapper.readTree(json);
		return ids().contains(request.path("model").asString(""))
				&& ROUTES.contains(request.path("provider").path(0).asString(""));
	}

}
