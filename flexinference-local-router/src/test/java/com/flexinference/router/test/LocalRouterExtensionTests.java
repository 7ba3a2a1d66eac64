package com.flexinference.router.test;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

import com.flexinference.router.LocalRouter;
import com.flexinference.router.RouterClient;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LocalRouterExtension}.
 */
class LocalRouterExtensionTests {

	private static final Set<LocalRouter> ROUTERS = ConcurrentHashMap.newKeySet();

	@BeforeEach
	void forgetRouters() {
		ROUTERS.clear();
	}

	@Test
	void everyMethodHasRouterOfItsOwnThatIsClosed() {
		run(OwnRouters.class, 2);
		assertThat(ROUTERS).hasSize(2).allSatisfy(LocalRouterExtensionTests::isClosed);
	}

	@Test
	void methodsCanRunInParallel() {
		run(InParallel.class, 2);
		assertThat(ROUTERS).hasSize(2);
	}

	@Test
	void methodsShareRouterOfBeforeAll() {
		run(OfBeforeAll.class, 2);
		assertThat(ROUTERS).singleElement().satisfies(LocalRouterExtensionTests::isClosed);
	}

	@Test
	void methodsShareRouterOfSharedInstance() {
		run(OfSharedInstance.class, 2);
		assertThat(ROUTERS).singleElement().satisfies(LocalRouterExtensionTests::isClosed);
	}

	@Test
	void methodFailsWhenDispatcherFails() {
		execute(WithFailingDispatcher.class).assertThatEvents()
			.haveExactly(1, EventConditions.finishedWithFailure(
					TestExecutionResultConditions.message("A dispatcher of the local router failed"),
					TestExecutionResultConditions.cause(TestExecutionResultConditions.message("not what I wanted"))));
	}

	private static void run(Class<?> testClass, int methods) {
		execute(testClass).assertStatistics((statistics) -> statistics.succeeded(methods).failed(0));
	}

	private static Events execute(Class<?> testClass) {
		return EngineTestKit.engine("junit-jupiter")
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.execute()
			.testEvents();
	}

	private static void isClosed(LocalRouter router) {
		assertThatIllegalStateException().isThrownBy(() -> new RouterClient(router).get("/models"));
	}

	private static void use(LocalRouter router) {
		ROUTERS.add(router);
		assertThat(router).hasNoRequests();
		new RouterClient(router).get("/models");
		assertThat(router).hasRequests(1).lastRequest().hasPath("/v1/models");
	}

	@ExtendWith(LocalRouterExtension.class)
	static class OwnRouters {

		private final LocalRouter ofConstructor;

		OwnRouters(LocalRouter router) {
			this.ofConstructor = router;
		}

		@Test
		void passesBaseUrl(LocalRouter router, @BaseUrl URI uri, @BaseUrl String string) {
			use(router);
			assertThat(uri).isEqualTo(router.baseUrl());
			assertThat(string).isEqualTo(router.baseUrl().toString());
		}

		@Test
		void passesSameToConstructor(LocalRouter router) {
			use(router);
			assertThat(router).isSameAs(this.ofConstructor);
		}

	}

	@ExtendWith(LocalRouterExtension.class)
	@Execution(ExecutionMode.CONCURRENT)
	static class InParallel {

		private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

		@Test
		void one(LocalRouter router) throws Exception {
			BARRIER.await(10, TimeUnit.SECONDS);
			use(router);
			BARRIER.await(10, TimeUnit.SECONDS);
		}

		@Test
		void two(LocalRouter router) throws Exception {
			one(router);
		}

	}

	@ExtendWith(LocalRouterExtension.class)
	static class OfBeforeAll {

		@BeforeAll
		static void start(LocalRouter router) {
			new RouterClient(router).get("/limits");
		}

		@Test
		void one(LocalRouter router) {
			use(router);
		}

		@Test
		void two(LocalRouter router) {
			use(router);
		}

	}

	@ExtendWith(LocalRouterExtension.class)
	@TestInstance(Lifecycle.PER_CLASS)
	static class OfSharedInstance {

		private final LocalRouter router;

		OfSharedInstance(LocalRouter router) {
			this.router = router;
		}

		@Test
		void one() {
			use(this.router);
		}

		@Test
		void two() {
			use(this.router);
		}

	}

	@ExtendWith(LocalRouterExtension.class)
	static class WithFailingDispatcher {

		@Test
		void one(LocalRouter router) {
			router.on((request) -> {
				throw new AssertionError("not what I wanted");
			});
			new RouterClient(router).get("/limits");
		}

	}

}
