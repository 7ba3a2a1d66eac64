package com.flexinference.router;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

import com.flexinference.router.internal.account.Authenticator;
import com.flexinference.router.internal.account.LimitsReport;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.routing.FlexRace;
import com.flexinference.router.internal.routing.ModelCatalog;
import com.flexinference.router.internal.routing.RuntimeSettings;
import com.flexinference.router.internal.routing.SimulatedTime;
import com.flexinference.router.internal.routing.Timeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SimulatedService}.
 */
class SimulatedServiceTests {

	@Test
	void errorOfTheRouterIsAnswered() throws IOException {
		ModelCatalog catalog = new ModelCatalog();
		SimulatedService service = new SimulatedService(new Authenticator((key) -> {
			throw new ExceptionInInitializerError(new IllegalStateException("no table"));
		}), catalog, new Inference(catalog, new FlexRace(0, new RuntimeSettings(1, Duration.ZERO), 1)),
				new LimitsReport(1));
		RecordedRequest request = new RecordedRequest("GET", "/v1/models",
				Map.of("Authorization", List.of("Bearer key")), new byte[0], new CompletableFuture<>(),
				new CompletableFuture<>());
		Failure failure = service.answer(new Exchange(request, MissingNode.getInstance(), LocalAnswer.simulated(),
				new Timeline(new SimulatedTime(1), () -> {
				})))
			.failure();
		assertThat(failure).isNotNull();
		assertThat(failure.status()).isEqualTo(500);
		assertThat(failure.message()).isEqualTo("The local router failed: java.lang.ExceptionInInitializerError, "
				+ "caused by java.lang.IllegalStateException: no table");
	}

}
