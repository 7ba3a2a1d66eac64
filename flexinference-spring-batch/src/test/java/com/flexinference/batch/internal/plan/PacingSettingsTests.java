package com.flexinference.batch.internal.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PacingSettings}.
 */
class PacingSettingsTests {

	private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

	private final PacingSettings settings = new PacingSettings(1, LocalTime.of(6, 0), null, null);

	@Test
	void takesTheNextTimeAfterTheStart() {
		assertThat(this.settings.deadline(LocalDateTime.parse("2026-11-30T22:00:00"), OSLO))
			.isEqualTo(Instant.parse("2026-12-01T05:00:00Z"));
		assertThat(this.settings.deadline(LocalDateTime.parse("2026-12-01T05:59:00"), OSLO))
			.isEqualTo(Instant.parse("2026-12-01T05:00:00Z"));
		assertThat(this.settings.deadline(LocalDateTime.parse("2026-12-01T06:00:00"), OSLO))
			.isEqualTo(Instant.parse("2026-12-02T05:00:00Z"));
	}

}
