package com.flexinference.template.internal.typed;

import java.io.File;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Date;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses texts of which a mapper would silently read another value: an empty text as
 * {@code null}, a date that does not exist as the next one, a time without its offset or
 * a part of its fraction, an unknown time zone as Greenwich's. A text is read exactly if
 * the JDK reads the same value or if the value is written as the same text.
 */
final class ExactTexts extends ValueDeserializerModifier {

	private static final long serialVersionUID = 1L;

	private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.ofEntries(
			Map.entry(Instant.class, ExactTexts::instant), Map.entry(LocalDateTime.class, LocalDateTime::parse),
			Map.entry(LocalTime.class, LocalTime::parse), Map.entry(OffsetDateTime.class, OffsetDateTime::parse),
			Map.entry(OffsetTime.class, OffsetTime::parse), Map.entry(ZonedDateTime.class, ZonedDateTime::parse),
			Map.entry(Duration.class, Duration::parse), Map.entry(Period.class, Period::parse),
			Map.entry(ZoneId.class, (text) -> ZoneId.of(text).normalized()), Map.entry(UUID.class, UUID::fromString),
			Map.entry(Locale.class, ExactTexts::locale), Map.entry(Charset.class, Charset::forName),
			Map.entry(File.class, File::new), Map.entry(Path.class, Path::of),
			Map.entry(BigDecimal.class, (text) -> new BigDecimal(text).stripTrailingZeros()));

	private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![0-9])0+(?=[0-9])");

	private static final Set<Class<?>> ALWAYS_EXACT = Set.of(String.class, ByteBuffer.class);

	private final JsonMapper mapper;

	ExactTexts(JsonMapper mapper) {
		this.mapper = mapper.rebuild().disable(DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE).build();
	}

	@Override
	public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier description,
			ValueDeserializer<?> deserializer) {
		return (deserializer instanceof StdScalarDeserializer<?> && !ALWAYS_EXACT.contains(deserializer.handledType()))
				? new ExactDeserializer(deserializer, null) : deserializer;
	}

	private boolean isExact(@Nullable Object value, String text, @Nullable BeanProperty property) {
		if (value == null) {
			return false;
		}
		if (value instanceof Locale locale) {
			return locale.toLanguageTag().equalsIgnoreCase(text) || isParsed(locale, text);
		}
		if (value.toString().equals(text) || value instanceof Inet6Address || isParsed(value, text)) {
			return true;
		}
		JsonNode written = new Probe(this.mapper).write(property, value);
		return written != null && written.isString() && isSame(value, written.asString(), text);
	}

	private static boolean isSame(Object value, String written, String text) {
		if (value instanceof URL) {
			return written.equalsIgnoreCase(text);
		}
		return written.equals(text) || value instanceof TemporalAccessor
				&& LEADING_ZEROS.matcher(written).replaceAll("").equals(LEADING_ZEROS.matcher(text).replaceAll(""));
	}

	private static boolean isParsed(Object value, String text) {
		try {
			Object plain = plain(value);
			return PARSERS.entrySet()
				.stream()
				.anyMatch((entry) -> entry.getKey().isInstance(plain) && entry.getValue().apply(text).equals(plain));
		}
		catch (DateTimeException | IllegalArgumentException | IllformedLocaleException ex) {
			return false;
		}
	}

	private static Object plain(Object value) {
		if (value instanceof Number) {
			return new BigDecimal(value.toString()).stripTrailingZeros();
		}
		if (value instanceof Date date) {
			return date.toInstant();
		}
		if (value instanceof Calendar calendar) {
			return calendar.toInstant();
		}
		ZoneId zone = (value instanceof TimeZone timeZone) ? timeZone.toZoneId()
				: (value instanceof ZoneId zoneId) ? zoneId : null;
		return (zone != null) ? zone.normalized() : value;
	}

	private static Locale locale(String text) {
		return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
	}

	private static Instant instant(String text) {
		OffsetDateTime time = OffsetDateTime.parse(text);
		if (!time.getOffset().equals(ZoneOffset.UTC)) {
			throw new DateTimeException("An instant does not keep the offset");
		}
		return time.toInstant();
	}

	private final class ExactDeserializer extends DelegatingDeserializer {

		private final @Nullable BeanProperty property;

		ExactDeserializer(ValueDeserializer<?> deserializer, @Nullable BeanProperty property) {
			super(deserializer);
			this.property = property;
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
			return new ExactDeserializer(deserializer, this.property);
		}

		@Override
		public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
			return new ExactDeserializer(context.handleSecondaryContextualization(this._delegatee, property,
					context.constructType(handledType())), property);
		}

		@Override
		public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
			String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : null;
			Object value = super.deserialize(parser, context);
			if (text != null && !isExact(value, text, this.property)) {
				context.reportInputMismatch(this, "The text would be read as another value");
			}
			return value;
		}

	}

}
