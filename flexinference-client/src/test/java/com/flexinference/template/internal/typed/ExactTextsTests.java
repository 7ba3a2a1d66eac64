package com.flexinference.template.internal.typed;

import java.io.File;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExactTexts}: a value says what its JSON says, or there is no value.
 */
class ExactTextsTests {

	private static final Map<String, Type> TYPES = Map.ofEntries(Map.entry("byte", Byte.class),
			Map.entry("short", Short.class), Map.entry("int", Integer.class), Map.entry("long", Long.class),
			Map.entry("float", Float.class), Map.entry("double", Double.class), Map.entry("decimal", BigDecimal.class),
			Map.entry("big", BigInteger.class), Map.entry("boolean", Boolean.class), Map.entry("char", Character.class),
			Map.entry("text", String.class), Map.entry("date", Date.class), Map.entry("calendar", Calendar.class),
			Map.entry("instant", Instant.class), Map.entry("day", LocalDate.class),
			Map.entry("local", LocalDateTime.class), Map.entry("time", LocalTime.class),
			Map.entry("zoned", ZonedDateTime.class), Map.entry("month", YearMonth.class),
			Map.entry("duration", Duration.class), Map.entry("period", Period.class), Map.entry("zone", ZoneId.class),
			Map.entry("timezone", TimeZone.class), Map.entry("locale", Locale.class), Map.entry("uuid", UUID.class),
			Map.entry("address", InetAddress.class), Map.entry("uri", URI.class), Map.entry("file", File.class),
			Map.entry("path", Path.class), Map.entry("bytes", byte[].class), Map.entry("dotted", Dotted.class),
			Map.entry("word", Word.class), Map.entry("old", Old.class), Map.entry("offset", Offset.class),
			Map.entry("numbers", Numbers.class), Map.entry("named", Named.class),
			Map.entry("color", ScalarTypes.Color.class), Map.entry("charset", Charset.class),
			Map.entry("url", URL.class), Map.entry("short date", ShortDate.class),
			Map.entry("short time", ShortTime.class), Map.entry("with offset", WithOffset.class),
			Map.entry("required", Required.class), Map.entry("both", Both.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			date | "2026-01-31T10:00:00Z"
			date | "2026-01-31T10:00:00.123Z"
			calendar | "2026-01-31T10:00:00.120Z"
			instant | "2026-01-31T10:00:00.123456789Z"
			zoned | "2026-01-31T10:00:00+02:00"
			day | "2024-02-29"
			local | "2026-01-31T10:00"
			duration | "P1DT2H"
			duration | "-PT1.5S"
			period | "P2W"
			timezone | "Europe/Oslo"
			zone | "Z"
			locale | "en-US"
			locale | "EN-us"
			locale | "en_US"
			locale | "iw"
			charset | "UTF-8"
			charset | "utf8"
			charset | "latin1"
			url | "HTTPS://example.com/a"
			file | "/tmp/"
			path | "/tmp/"
			path | "a//b"
			short date | {"day":"1.2.2026"}
			short date | {"day":"01.02.2026"}
			short time | {"time":"09:05"}
			with offset | {"time":"31.01.2026 10:00 +02:00"}
			uuid | "00000000-0000-4000-8000-00000000ABCD"
			address | "::1"
			text | " a "
			dotted | {"day":"28.02.2026"}
			word | {"day":"28 Feb 2026"}
			old | {"day":"28.02.2026"}
			numbers | {"b":"127","d":"1.50","n":"5"}
			named | {"nom":"b"}
			named | {"name":"a"}
			required | {"label":"a"}
			both | {"first":{"label":"a"},"second":{"name":"b","label":"c"}}
			""")
	void valueIsTheText(String type, String json) {
		assertThat(bind(type, json)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			date | "2026-01-31T10:00:00.123456Z"
			date | "2026-01-31T10:00:00+02:00"
			date | "2026-02-31T10:00:00Z"
			date | "2026-13-45T10:00:00Z"
			date | "2026-01-31"
			date | "2026-01-31T10:00:00Z and more"
			date | ""
			date | "null"
			date | 1769853600000
			calendar | "2026-01-31T10:00:00+02:00"
			calendar | "2026-02-30T10:00:00Z"
			calendar | "2026-01-31T10:00:00.1234Z"
			instant | "2026-01-31T10:00:00+02:00"
			instant | "2026-01-31T24:00:00Z"
			instant | "2026-12-31T23:59:60Z"
			instant | 1769853600
			day | "2026-02-30"
			day | "2026-01-31T10:00:00Z"
			day | " 2026-01-31"
			day | 20000
			day | [2026,1,31]
			local | "2026-01-31T10:00:00Z"
			time | "24:00"
			month | "2026-13"
			duration | 90
			duration | " "
			timezone | "Mars/Phobos"
			timezone | "utc"
			locale | "zh-Hans-CN-x"
			locale | "not a locale"
			uuid | "AAAAAAAAAAAAAAAAAAAAAA=="
			uuid | ""
			address | "1.2"
			address | "010.1.1.1"
			address | "::ffff:102:304"
			uri | " https://example.com"
			file | " a.txt"
			charset | "utf-9"
			short date | {"day":"31.2.2026"}
			short date | {"day":"031.02.2026"}
			short time | {"time":"24:05"}
			with offset | {"time":"31.02.2026 10:00 +02:00"}
			required | {}
			required | {"name":"a","label":"b"}
			char | "ab"
			char | ""
			char | 65
			byte | "200"
			byte | 200
			byte | 300.0
			short | 70000
			int | 3000000000
			int | 3e9
			int | "5"
			int | "null"
			int | true
			long | 1e30
			long | "1.5"
			float | 1e39
			float | 1e-60
			double | 1e-400
			double | "1e400"
			double | "NaN"
			double | "0.1"
			decimal | ""
			decimal | "1,5"
			big | 1.5
			boolean | "true"
			boolean | "yes"
			boolean | 2
			text | 5
			text | true
			text | ["a"]
			color | 1
			color | "1"
			color | " "
			color | "PINK"
			dotted | {"day":"31.02.2026"}
			dotted | {"day":""}
			dotted | {"day":"45.13.2026"}
			word | {"day":"31 Feb 2026"}
			word | {"day":""}
			word | {"day":" "}
			word | {"day":"1 January 2026"}
			old | {"day":"31.02.2026"}
			old | {"day":"28.02.2026 10:00"}
			old | {"day":""}
			offset | {"time":"2026-01-31T10:00:00.000+0200"}
			offset | {"time":"2026-02-31T10:00:00.000+0000"}
			offset | {"time":""}
			numbers | {"b":"200","d":"1.5","n":"5"}
			numbers | {"b":"1","d":"1e400","n":"5"}
			numbers | {"b":"1","d":"1.5","n":"null"}
			numbers | {"b":"1","d":"1.5","n":""}
			named | {"name":"a","nom":"b"}
			named | {"nom":"b","name":"a"}
			""")
	void valueIsNotAnotherOne(String type, String json) {
		assertThat(bind(type, json)).isNull();
	}

	@Test
	void timeZoneOfTheMapperChangesNoText() {
		JsonMapper mapper = JsonMapper.builder().defaultTimeZone(TimeZone.getTimeZone("Asia/Tokyo")).build();
		assertThat(bind(mapper, WithOffset.class, "{\"time\":\"31.01.2026 10:00 +02:00\"}"))
			.isEqualTo(new WithOffset(OffsetDateTime.parse("2026-01-31T10:00+02:00")));
	}

	private static @Nullable Object bind(String name, String json) {
		return bind(JsonMapper.shared(), TYPES.get(name), json);
	}

	private static @Nullable Object bind(JsonMapper mapper, Type javaType, String json) {
		AnswerType type = new AnswerTypeCache(mapper).get(javaType);
		String answer = type.check().derived().isWrapped() ? "{\"value\":" + json + "}" : json;
		if (type.check().findProblem(type.binding().tree(answer)) != null) {
			return null;
		}
		try {
			return type.binding().value(answer);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	record Dotted(@JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {

	}

	record Word(@JsonFormat(pattern = "d MMM yyyy", locale = "en") LocalDate day) {

	}

	record Old(@JsonFormat(pattern = "dd.MM.yyyy") Date day) {

	}

	record Offset(@JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSZ") Date time) {

	}

	record Named(@JsonAlias("nom") @Nullable String name) {

	}

	record ShortDate(@JsonFormat(pattern = "d.M.yyyy") LocalDate day) {

	}

	record ShortTime(@JsonFormat(pattern = "H:mm") LocalTime time) {

	}

	record WithOffset(@JsonFormat(pattern = "dd.MM.yyyy HH:mm xxx") OffsetDateTime time) {

	}

	record Required(@JsonAlias("label") String name) {

	}

	record Labelled(String name, String label) {

	}

	record Both(Required first, Labelled second) {

	}

	record Numbers(@JsonFormat(shape = JsonFormat.Shape.STRING) byte b,
			@JsonFormat(shape = JsonFormat.Shape.STRING) double d,
			@JsonFormat(shape = JsonFormat.Shape.STRING) Integer n) {

	}

}
