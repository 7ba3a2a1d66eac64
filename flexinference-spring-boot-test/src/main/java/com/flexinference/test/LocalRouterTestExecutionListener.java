package com.flexinference.test;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * {@link TestExecutionListener} that gives a test method each {@link LocalRouter} of its
 * application context for itself and as good as new. Contexts are cached and shared by
 * test classes; where tests run in parallel, those that share a router take turns. Other
 * contexts have routers of their own. A test fails if a dispatcher failed.
 */
class LocalRouterTestExecutionListener extends AbstractTestExecutionListener {

	// After the context is injected, before transactions and SQL scripts take other locks
	private static final int ORDER = 2_200;

	private static final String HELD = LocalRouterTestExecutionListener.class.getName() + ".held";

	private static final Map<LocalRouter, Lock> locks = Collections.synchronizedMap(new WeakHashMap<>());

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) throws InterruptedException {
		if (!testContext.hasApplicationContext()) {
			return;
		}
		Map<LocalRouter, Lock> held = new LinkedHashMap<>();
		testContext.setAttribute(HELD, held);
		ApplicationContext context = testContext.getApplicationContext();
		String[] names = context.getBeanNamesForType(LocalRouter.class, false, false);
		Arrays.sort(names);
		for (String name : names) {
			LocalRouter router = context.getBean(name, LocalRouter.class);
			Lock lock = locks.computeIfAbsent(router, (key) -> new ReentrantLock());
			lock.lockInterruptibly();
			held.put(router, lock);
			router.reset();
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		Map<?, ?> held = (Map<?, ?>) testContext.removeAttribute(HELD);
		if (held == null) {
			return;
		}
		List<Throwable> failures = held.keySet()
			.stream()
			.flatMap((router) -> ((LocalRouter) router).dispatcherFailures().stream())
			.toList();
		held.values().forEach((lock) -> ((Lock) lock).unlock());
		if (!failures.isEmpty()) {
			throw new AssertionError("A dispatcher of the local router failed", failures.get(0));
		}
	}

}
