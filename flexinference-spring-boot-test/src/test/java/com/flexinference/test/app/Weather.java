package com.flexinference.test.app;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * A value with JSON of its own.
 *
 * @param celsius the temperature
 */
public record Weather(int celsius) {

	/**
	 * Writes the JSON.
	 */
	@JacksonComponent
	public static class Serializer extends ValueSerializer<Weather> {

		@Override
		public void serialize(Weather weather, JsonGenerator generator, SerializationContext context) {
			generator.writeNumber(weather.celsius());
		}

	}

}
