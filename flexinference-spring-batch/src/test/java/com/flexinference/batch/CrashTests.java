package com.flexinference.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills processes that run a job alone, on a file of H2. The property {@code batch.kills}
 * says how often, by default once.
 */
@Tag("crash")
class CrashTests {

	private static final int KILLS = Integer.getInteger("batch.kills", 1);

	private static final int ITEMS = 500 + 1_500 * KILLS;

	/** So many requests that some of their answers are committed. */
	private static final int SOME = 500;

	private Processes processes;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.processes = new Processes(
				"jdbc:h2:file:" + directory.resolve("bulk") + ";USER=sa;PASSWORD=;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
				"h2", directory);
		this.processes.answerAfter(Duration.ofMillis(20), 0.3);
	}

	@AfterEach
	void close() throws Exception {
		this.processes.close();
	}

	@Test
	void losesNothingWhenItIsKilled() throws Exception {
		Random random = new Random(7);
		int killed = 0;
		while (killed < KILLS) {
			Process process = startAndAwaitAnswers();
			if (process.waitFor(random.nextInt(700), TimeUnit.MILLISECONDS)) {
				break;
			}
			process.destroyForcibly().waitFor();
			killed++;
		}
		assertThat(killed).isPositive();
		completes(killed);
	}

	@Test
	void asksNothingTwiceAfterSigterm() throws Exception {
		Process process = startAndAwaitAnswers();
		process.destroy();
		process.waitFor();
		long written = this.processes.written();
		assertThat(written).isBetween(1L, ITEMS - 1L);
		assertThat(this.processes.asked).hasSize((int) written);
		completes(0);
	}

	private void completes(int deaths) throws Exception {
		assertThat(this.processes.run(BatchRole.STANDALONE, ITEMS).get(2, TimeUnit.MINUTES).getStatus())
			.as(this.processes::output)
			.isEqualTo(BatchStatus.COMPLETED);
		this.processes.check(ITEMS, deaths);
	}

	private Process startAndAwaitAnswers() throws Exception {
		int before = this.processes.requests();
		Process process = this.processes.start(BatchRole.STANDALONE, ITEMS);
		this.processes.await(() -> !process.isAlive() || this.processes.requests() > before + SOME);
		return process;
	}

}
