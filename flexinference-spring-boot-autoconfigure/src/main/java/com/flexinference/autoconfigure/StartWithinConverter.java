package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.StringUtils;

import com.flexinference.autoconfigure.internal.StartWithinText;
import com.flexinference.client.StartWithin;

/**
 * Converts a configuration property to a {@link StartWithin}: its text in any case, or a
 * duration as in other properties.
 */
@ConfigurationPropertiesBinding
class StartWithinConverter implements Converter<Object, @Nullable StartWithin> {

	@Override
	public @Nullable StartWithin convert(Object source) {
		String text = source.toString();
		return StringUtils.hasText(text) ? StartWithinText.parse(text) : null;
	}

}
