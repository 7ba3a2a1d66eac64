package com.flexinference.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.StringUtils;

import com.flexinference.client.StartWithin;

/**
 * Converts the text of a configuration property to a {@link StartWithin}.
 */
@ConfigurationPropertiesBinding
class StartWithinConverter implements Converter<String, @Nullable StartWithin> {

	@Override
	public @Nullable StartWithin convert(String source) {
		return StringUtils.hasText(source) ? StartWithin.parse(source.trim()) : null;
	}

}
