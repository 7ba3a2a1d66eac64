package com.flexinference.template.internal.typed;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.json.JsonMapper;

/**
 * Single values, each as a part of a record.
 */
final class ScalarTypes {

	static final List<Class<?>> SCALARS = List.of(String.class, StringBuilder.class, char[].class, Character.class,
			URI.class, URL.class, UUID.class, Pattern.class, Currency.class, Locale.class, Charset.class,
			TimeZone.class, InetAddress.class, byte[].class, ByteBuffer.class, Boolean.class, AtomicBoolean.class,
			Byte.class, Short.class, Integer.class, Long.class, BigInteger.class, AtomicInteger.class, AtomicLong.class,
			Float.class, Double.class, BigDecimal.class, Number.class, LocalDate.class, LocalDateTime.class,
			LocalTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class, OffsetTime.class, Year.class,
			YearMonth.class, MonthDay.class, Month.class, DayOfWeek.class, Duration.class, Period.class, ZoneId.class,
			ZoneOffset.class, Date.class, Calendar.class, Color.class, Level.class, Priority.class, Renamed.class,
			Coded.class, UserId.class, Amount.class, Count.class, Flag.class, ByMethod.class);

	private ScalarTypes() {
	}

	static List<ProofCase> cases() {
		List<ProofCase> cases = new ArrayList<>();
		SCALARS.forEach((type) -> cases
			.add(ProofCase.of(JsonMapper.shared().getTypeFactory().constructParametricType(Box.class, type))));
		// They are written with the working directory before them.
		List.of(Path.class, File.class).forEach((type) -> cases.add(ProofCase.of(type).readOnly()));
		List.of(Primitives.class, Formatted.class, LocalDate.class, int.class, Color.class, String.class)
			.forEach((type) -> cases.add(ProofCase.of(type)));
		return cases;
	}

	record Box<T>(T value) {

	}

	record Primitives(boolean flag, byte b, short s, int i, long l, float f, double d, char c) {

	}

	record Formatted(@JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
			@JsonFormat(pattern = "dd.MM.yyyy") List<LocalDate> days,
			@JsonFormat(pattern = "yyyy/MM/dd HH:mm") LocalDateTime minute,
			@JsonFormat(pattern = "HH'h'mm") LocalTime time, @JsonFormat(pattern = "MM/yyyy") YearMonth month,
			@JsonFormat(pattern = "d MMM yyyy", locale = "en") LocalDate word,
			@JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSZ", timezone = "UTC") Date date,
			@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal price,
			@JsonFormat(shape = JsonFormat.Shape.STRING) long number,
			@JsonFormat(shape = JsonFormat.Shape.NUMBER) Color color) {

	}

	enum Color {

		RED, GREEN, BLUE

	}

	enum Level {

		LOW("1"), HIGH("2");

		private final String value;

		Level(String value) {
			this.value = value;
		}

		@JsonValue
		String value() {
			return this.value;
		}

	}

	enum Priority {

		HIGH, LOW;

		@JsonValue
		int value() {
			return ordinal() + 1;
		}

	}

	enum Renamed {

		@JsonProperty("first one")
		FIRST, SECOND {
			@Override
			public String toString() {
				return "the second";
			}
		}

	}

	enum Coded {

		A, B;

		@JsonCreator
		static Coded of(String code) {
			return valueOf(code.substring(5));
		}

		@JsonValue
		String code() {
			return "code " + name();
		}

	}

	record UserId(@JsonValue String id) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		UserId {
		}

	}

	record Amount(@JsonValue BigDecimal amount) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Amount {
		}

	}

	record Count(@JsonValue long count) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Count {
		}

	}

	record Flag(@JsonValue boolean flag) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Flag {
		}

	}

	static final class ByMethod {

		private final String text;

		private ByMethod(String text) {
			this.text = text;
		}

		@JsonCreator
		static ByMethod valueOf(String text) {
			return new ByMethod(text);
		}

		@JsonValue
		String text() {
			return this.text;
		}

	}

}
