package com.flexinference.router;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

import com.flexinference.router.internal.account.Authenticator;
import com.flexinference.router.internal.error.Failure;
import com.flexinference.router.internal.routing.SimulatedTime;
import com.flexinference.router.internal.routing.Timeline;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SimulatedService}.
 */
class SimulatedServiceTests {

	@Test
	void errorOfTheRouterIsAnswered() throws IOException {
		SimulatedService service = new SimulatedService(LocalRouter.builder().settings(), new Authenticator((key) -> {
			throw new ExceptionInInitializerError(new IllegalStateException("no table"));
		}));
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
