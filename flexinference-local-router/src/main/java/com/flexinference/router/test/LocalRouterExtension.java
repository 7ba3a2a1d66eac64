package com.flexinference.router.test;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import com.flexinference.router.LocalRouter;

/**
 * JUnit Jupiter extension that starts a {@link LocalRouter} and passes it to tests that
 * have a parameter of this type, or one with {@link BaseUrl @BaseUrl}.
 * <p>
 * Each test method has its own router, so methods can run in parallel. If a method that
 * runs before all tests of a class, or the constructor of an instance that is shared by
 * them, has such a parameter, the tests of the class share this router; it is
 * {@linkplain LocalRouter#reset() reset} before each. Routers are closed when the tests
 * are over. A test fails if a dispatcher failed, for example by an assertion.
 *
 * <pre class="code">
 * &#64;ExtendWith(LocalRouterExtension.class)
 * class HaikusTests {
 *
 *     &#64;Test
 *     void writes(LocalRouter router, &#64;BaseUrl String baseUrl) {
 *         ...
 *     }
 *
 * }
 * </pre>
 */
public final class LocalRouterExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(LocalRouterExtension.class);

	@Override
	public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
		return ExtensionContextScope.TEST_METHOD;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (parameter.isAnnotated(BaseUrl.class)) {
			return type == String.class || type == URI.class;
		}
		return type == LocalRouter.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		LocalRouter router = store(context).computeIfAbsent(LocalRouter.class,
				(key) -> LocalRouter.builder().build().start(), LocalRouter.class);
		Class<?> type = parameter.getParameter().getType();
		if (type == LocalRouter.class) {
			return router;
		}
		return (type == URI.class) ? router.baseUrl() : router.baseUrl().toString();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		LocalRouter shared = context.getParent().map(LocalRouterExtension::router).orElse(null);
		if (shared != null) {
			shared.reset();
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		LocalRouter router = router(context);
		List<Throwable> failures = (router != null) ? router.dispatcherFailures() : List.of();
		if (!failures.isEmpty()) {
			throw new AssertionError("A dispatcher of the local router failed", failures.get(0));
		}
	}

	private static @Nullable LocalRouter router(ExtensionContext context) {
		return store(context).get(LocalRouter.class, LocalRouter.class);
	}

	private static Store store(ExtensionContext context) {
		return context.getStore(NAMESPACE);
	}

}
