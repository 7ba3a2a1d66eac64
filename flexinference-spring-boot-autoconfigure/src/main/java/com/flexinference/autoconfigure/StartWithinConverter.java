package com.flexinference.autoconfigure;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

import com.flexinference.client.StartWithin;

/**
 * Converts a configuration property to a {@link StartWithin}: its text, or a number of
 * seconds. The case of names does not matter.
 */
@ConfigurationPropertiesBinding
class StartWithinConverter implements Converter<Object, @Nullable StartWithin> {

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

	private static final Pattern NAME = Pattern.compile("[A-Za-z-]+");

	@Override
	public @Nullable StartWithin convert(Object source) {
		String text = source.toString().trim();
		if (NUMBER.matcher(text).matches()) {
			return StartWithin.parse(text + "s");
		}
		String name = NAME.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text;
		return name.isEmpty() ? null : StartWithin.parse(name);
	}

}
