package com.flexinference.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexModel;
import com.flexinference.client.RequestOptions;

/**
 * A part of the service that can be read free of charge.
 */
enum ServicePart {

	/**
	 * The models that the API key can use.
	 */
	MODELS((client, options) -> client.models().list(options).stream().map(FlexModel::json).toList()),

	/**
	 * The limits of the organization.
	 */
	LIMITS((client, options) -> client.limits(options).json());

	private static final RequestOptions OPTIONS = RequestOptions.none().withCallTimeout(Duration.ofSeconds(10));

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

	private final BiFunction<FlexInferenceClient, RequestOptions, Object> question;

	ServicePart(BiFunction<FlexInferenceClient, RequestOptions, Object> question) {
		this.question = question;
	}

	Cached<Descriptor> cached(FlexInferenceClient client) {
		return new Cached<>(() -> ask(client), TIME_TO_LIVE, System::nanoTime);
	}

	private Descriptor ask(FlexInferenceClient client) {
		Instant now = Instant.now();
		try {
			return new Descriptor(now, this.question.apply(client, OPTIONS), null);
		}
		catch (FlexInferenceException ex) {
			String code = (ex instanceof FlexInferenceResponseException response) ? response.code() : null;
			return new Descriptor(now, null, (code != null) ? ServiceText.name(code) : ex.getClass().getSimpleName());
		}
	}

	record Descriptor(Instant askedAt, @Nullable Object answer, @Nullable String error) {
	}

}
