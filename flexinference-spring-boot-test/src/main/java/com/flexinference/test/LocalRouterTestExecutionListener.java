package com.flexinference.test;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import com.flexinference.router.LocalRouter;

/**
 * {@link TestExecutionListener} that resets each {@link LocalRouter} of the application
 * context before a test method. Contexts are cached and shared by test classes; where
 * tests run in parallel, those that share a context with a router take turns. A test
 * fails if a dispatcher failed.
 */
class LocalRouterTestExecutionListener extends AbstractTestExecutionListener {

	// After the context is injected, before transactions and SQL scripts take other locks
	private static final int ORDER = 2_200;

	private static final String TURN = LocalRouterTestExecutionListener.class.getName() + ".turn";

	private static final Map<ApplicationContext, Lock> locks = Collections.synchronizedMap(new WeakHashMap<>());

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) throws InterruptedException {
		if (!testContext.hasApplicationContext()) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		Collection<LocalRouter> routers = context.getBeansOfType(LocalRouter.class, false, false).values();
		if (!routers.isEmpty()) {
			Lock lock = locks.computeIfAbsent(context, (key) -> new ReentrantLock());
			lock.lockInterruptibly();
			testContext.setAttribute(TURN, new Turn(lock, routers));
			routers.forEach(LocalRouter::reset);
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.removeAttribute(TURN) instanceof Turn turn) {
			List<Throwable> failures = turn.routers()
				.stream()
				.flatMap((router) -> router.dispatcherFailures().stream())
				.toList();
			turn.lock().unlock();
			if (!failures.isEmpty()) {
				throw new AssertionError("A dispatcher of the local router failed", failures.get(0));
			}
		}
	}

	private record Turn(Lock lock, Collection<LocalRouter> routers) {

	}

}
