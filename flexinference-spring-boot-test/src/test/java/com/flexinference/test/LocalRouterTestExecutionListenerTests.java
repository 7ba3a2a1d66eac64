package com.flexinference.test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;
import com.flexinference.test.app.Haikus;
import com.flexinference.test.app.OtherService;

import static com.flexinference.router.test.LocalRouterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LocalRouterTestExecutionListener}, on test classes that JUnit runs in
 * parallel.
 */
class LocalRouterTestExecutionListenerTests {

	private static final Set<LocalRouter> ROUTERS = ConcurrentHashMap.newKeySet();

	private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

	@BeforeEach
	void forget() {
		ROUTERS.clear();
		BARRIER.reset();
	}

	@Test
	void classesThatShareContextTakeTurns() {
		run(12, SharingOne.class, SharingTwo.class);
		assertThat(ROUTERS).hasSize(1);
	}

	@Test
	void classesWithContextsOfTheirOwnRunSideBySide() {
		run(2, SideOne.class, SideTwo.class);
		assertThat(ROUTERS).hasSize(2);
	}

	@Test
	void methodBeginsWithNewState() {
		run(3, NewState.class);
		assertThat(ROUTERS).hasSize(1);
	}

	@Test
	void contextThatIsClosedAfterMethodIsNotInTheWay() {
		run(2, Dirty.class);
		assertThat(ROUTERS).hasSize(2);
	}

	@Test
	void contextWithoutRouterIsLeftAlone() {
		run(1, WithoutRouter.class);
	}

	@Test
	void methodFailsWhenDispatcherFails() {
		execute(FailingDispatcher.class).assertThatEvents()
			.haveExactly(1, EventConditions
				.finishedWithFailure(TestExecutionResultConditions.message("A dispatcher of the local router failed")));
	}

	private static void run(int tests, Class<?>... testClasses) {
		execute(testClasses).assertStatistics((statistics) -> statistics.succeeded(tests).failed(0));
	}

	private static Events execute(Class<?>... testClasses) {
		EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
		for (Class<?> testClass : testClasses) {
			kit.selectors(DiscoverySelectors.selectClass(testClass));
		}
		return kit.execute().testEvents();
	}

	static class Routed {

		@Autowired
		protected LocalRouter router;

		@Autowired
		protected Haikus haikus;

		void ask(String topic) {
			ROUTERS.add(this.router);
			this.router.enqueue(LocalAnswer.text(topic));
			assertThat(this.haikus.write(topic)).isEqualTo(topic);
			assertThat(this.router).hasRequests(1).lastRequest().hasField("input", "Write a haiku about " + topic);
		}

	}

	static class Sharing extends Routed {

		@RepeatedTest(6)
		void hasRouterForItself() {
			ask(getClass().getSimpleName());
		}

	}

	@SpringBootTest
	static class SharingOne extends Sharing {

	}

	@SpringBootTest
	static class SharingTwo extends Sharing {

	}

	static class Side extends Routed {

		@Test
		void runsWhileTheOtherDoes() throws Exception {
			BARRIER.await(30, TimeUnit.SECONDS);
			ask(getClass().getSimpleName());
			BARRIER.await(30, TimeUnit.SECONDS);
		}

	}

	@SpringBootTest(properties = "side=one")
	static class SideOne extends Side {

	}

	@FlexInferenceTest(Haikus.class)
	static class SideTwo extends Side {

	}

	@SpringBootTest(properties = "side=new")
	static class NewState extends Routed {

		@BeforeEach
		void prepare() {
			this.router.enqueue(LocalAnswer.text("prepared"));
			this.router.capacity(0);
		}

		@Test
		void one() {
			assertThat(this.haikus.write("one")).isEqualTo("prepared");
			ask();
		}

		@Test
		void two() {
			one();
		}

		private void ask() {
			ROUTERS.add(this.router);
			this.haikus.write("more");
			assertThat(this.router).hasRequests(2).servedOn("default");
		}

		@Nested
		class More {

			@Test
			void three() {
				one();
			}

		}

	}

	@SpringBootTest(properties = "side=dirty")
	@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
	@Execution(ExecutionMode.SAME_THREAD)
	static class Dirty extends Routed {

		@RepeatedTest(2)
		void asks() {
			ask("dirty");
		}

	}

	@SpringBootTest
	static class FailingDispatcher extends Routed {

		@Test
		void one() {
			this.router.on((request) -> {
				throw new AssertionError("not what I wanted");
			});
			assertThatException().isThrownBy(() -> this.haikus.write("x"));
		}

	}

	@SpringJUnitConfig(OtherService.class)
	static class WithoutRouter {

		@Test
		void runs(@Autowired OtherService service) {
			assertThat(service).isNotNull();
		}

	}

}
