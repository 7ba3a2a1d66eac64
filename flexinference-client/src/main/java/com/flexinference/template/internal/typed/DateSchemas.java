package com.flexinference.template.internal.typed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds the text as which the mapper reads dates and times: that of ISO 8601 if it reads
 * it, otherwise the one that it writes.
 */
record DateSchemas(Probe probe) {

	private static final String YEAR = "[0-9]{4}";

	private static final String GREGORIAN_YEAR = "(1[6-9]|[2-9][0-9])[0-9]{2}";

	private static final String DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

	private static final String CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]";

	private static final String TIME = CLOCK + "(\\.[0-9]{1,9})?";

	private static final String SECONDS = "[0-9]{1,9}(\\.[0-9]{1,9})?S";

	private static final String HOURS = "PT([0-9]{1,9}H([0-9]{1,9}M)?(" + SECONDS + ")?|[0-9]{1,9}M(" + SECONDS + ")?|"
			+ SECONDS + ")";

	private static final String DAYS = "P([0-9]{1,4}Y([0-9]{1,4}M)?([0-9]{1,4}D)?|[0-9]{1,4}M([0-9]{1,4}D)?|[0-9]{1,4}D)";

	private static final String OFFSET = "(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])";

	private static final OffsetDateTime SAMPLE = OffsetDateTime.parse("2026-01-31T13:45:30Z");

	private static final Map<Class<?>, Sample> SAMPLES = Map.ofEntries(
			Map.entry(LocalDate.class, new Sample(SAMPLE.toLocalDate(), "2026-01-31", Schemas.text("format", "date"))),
			time(OffsetDateTime.class, SAMPLE), time(ZonedDateTime.class, SAMPLE.toZonedDateTime()),
			instant(Instant.class, SAMPLE.toInstant(), YEAR, 9),
			instant(Date.class, Date.from(SAMPLE.toInstant()), GREGORIAN_YEAR, 3),
			instant(Calendar.class, GregorianCalendar.from(SAMPLE.toZonedDateTime()), GREGORIAN_YEAR, 3),
			pattern(LocalDateTime.class, SAMPLE.toLocalDateTime(), "[0-9]{4}-" + DAY + "T" + TIME),
			pattern(LocalTime.class, SAMPLE.toLocalTime(), TIME),
			pattern(OffsetTime.class, SAMPLE.toOffsetTime(), TIME + OFFSET),
			pattern(YearMonth.class, YearMonth.from(SAMPLE), "[0-9]{4}-(0[1-9]|1[0-2])"),
			pattern(MonthDay.class, MonthDay.from(SAMPLE), "--" + DAY),
			pattern(ZoneOffset.class, ZoneOffset.ofHours(1), OFFSET),
			pattern(Duration.class, Duration.ofMinutes(90), HOURS), pattern(Period.class, Period.of(1, 2, 3), DAYS));

	private static Map.Entry<Class<?>, Sample> time(Class<?> type, Object value) {
		return Map.entry(type, new Sample(value, SAMPLE.toString(), Schemas.text("format", "date-time")));
	}

	private static Map.Entry<Class<?>, Sample> instant(Class<?> type, Object value, String year, int digits) {
		String expression = "^" + year + "-" + DAY + "T" + CLOCK + "(\\.[0-9]{1," + digits + "})?Z$";
		return Map.entry(type,
				new Sample(value, SAMPLE.toString(), Schemas.text("format", "date-time").put("pattern", expression)));
	}

	private static Map.Entry<Class<?>, Sample> pattern(Class<?> type, Object value, String expression) {
		return Map.entry(type, new Sample(value, value.toString(), Schemas.text("pattern", "^" + expression + "$")));
	}

	/**
	 * Return the schema of a date or time, {@code null} for other types.
	 */
	@Nullable ObjectNode schema(Part part, Class<?> type) {
		Sample sample = SAMPLES.get(type);
		if (sample == null) {
			return null;
		}
		String pattern = part.format(this.probe).getPattern();
		return (pattern.isEmpty() && isRead(part, sample)) ? sample.schema().deepCopy()
				: formatted(part, sample, pattern);
	}

	private boolean isRead(Part part, Sample sample) {
		Object read = this.probe.read(part, StringNode.valueOf(sample.text()));
		return read != null && withoutZone(read).equals(withoutZone(sample.value()));
	}

	private static Object withoutZone(Object value) {
		if (value instanceof Calendar calendar) {
			return calendar.toInstant();
		}
		return (value instanceof ZonedDateTime time) ? time.toInstant() : value;
	}

	private ObjectNode formatted(Part part, Sample sample, String pattern) {
		JsonNode written = this.probe.write(part.property(), sample.value());
		if (written == null || !written.isString() || this.probe.read(part, written) == null) {
			throw part.refused(pattern.isEmpty() ? "is a date or time whose text format is not known"
					: "cannot be read by '" + pattern + "'", "Remove the format, or use a String");
		}
		String text = written.asString();
		String such = "such as " + text + ".";
		ObjectNode schema = Schemas.text("description",
				pattern.isEmpty() ? "Text " + such : "Text by the pattern " + pattern + ", " + such);
		String expression = DatePattern.toExpression(pattern);
		return (expression != null && text.matches(expression)) ? schema.put("pattern", expression) : schema;
	}

	private record Sample(Object value, String text, ObjectNode schema) {

	}

}
