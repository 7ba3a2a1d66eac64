package com.flexinference.batch.internal.plan;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdaptiveLimit}.
 */
class AdaptiveLimitTests {

	private Instant now = new VirtualClock().instant();

	private final AdaptiveLimit limit = new AdaptiveLimit(1_000, this.now);

	@Test
	void doublesUntilTheFirstRefusal() {
		assertThat(this.limit.value()).isEqualTo(16);
		round();
		round();
		assertThat(this.limit.value()).isEqualTo(64);
		assertThat(this.limit.reachable()).isEqualTo(1_000);
	}

	@Test
	void doesNotGrowWhereItIsNotUsed() {
		this.now = this.now.plusSeconds(60);
		this.limit.update(3, this.now);
		assertThat(this.limit.value()).isEqualTo(16);
	}

	@Test
	void shrinksOnceForABurstOfRefusals() {
		round();
		Instant sent = this.now;
		this.now = this.now.plusMillis(20);
		for (int i = 0; i < 30; i++) {
			this.limit.refused(sent, this.now);
		}
		assertThat(this.limit.value()).isEqualTo(25);
		assertThat(this.limit.reachable()).isEqualTo(25);
	}

	@Test
	void growsSlowlyAfterARefusal() {
		this.limit.refused(this.now, this.now);
		assertThat(this.limit.value()).isEqualTo(12);
		for (int i = 0; i < 5; i++) {
			round();
		}
		assertThat(this.limit.value()).isEqualTo(22);
	}

	@Test
	void staysBetweenOneAndTheMaximum() {
		for (int i = 0; i < 10; i++) {
			round();
		}
		assertThat(this.limit.value()).isEqualTo(1_000);
		for (int i = 0; i < 100; i++) {
			this.now = this.now.plusSeconds(1);
			this.limit.refused(this.now, this.now);
		}
		assertThat(this.limit.value()).isEqualTo(1);
	}

	private void round() {
		this.now = this.now.plusSeconds(1);
		this.limit.update(this.limit.value(), this.now);
	}

}
