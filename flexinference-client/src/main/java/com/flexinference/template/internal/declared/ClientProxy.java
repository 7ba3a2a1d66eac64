package com.flexinference.template.internal.declared;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.declared.InvalidDeclaredClientException;

/**
 * Dispatches the methods of a declared client to their handlers.
 */
public final class ClientProxy implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final Class<?> type;

	private final Map<Method, MethodHandler> handlers = new HashMap<>();

	private ClientProxy(Class<?> type, Function<Method, MethodHandler> handlers) {
		this.type = type;
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				this.handlers.put(method, handler(method, handlers));
			}
		}
		if (this.handlers.isEmpty()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " has no methods with @Prompt",
					null);
		}
	}

	private MethodHandler handler(Method method, Function<Method, MethodHandler> handlers) {
		try {
			return handlers.apply(method);
		}
		catch (RuntimeException ex) {
			throw new InvalidDeclaredClientException("The method " + this.type.getName() + "." + method.getName()
					+ " cannot be that of a client: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Create a client.
	 * @param <T> the type of the client
	 * @param type the interface
	 * @param handlers returns the handler of each abstract method
	 * @return a new client
	 * @throws InvalidDeclaredClientException if the type is not an interface, has no
	 * abstract methods, or has one without a handler
	 */
	public static <T> T create(Class<T> type, Function<Method, MethodHandler> handlers) {
		if (!type.isInterface()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " must be an interface", null);
		}
		ClientProxy handler = new ClientProxy(type, handlers);
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type, CreatedClient.class }, handler));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		@Nullable Object[] given = (arguments != null) ? arguments : NO_ARGUMENTS;
		if (method.isDefault()) {
			return invokeDefault(proxy, method, given);
		}
		if (ReflectionUtils.isObjectMethod(method)) {
			return switch (method.getName()) {
				case "equals" -> proxy == given[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> "Client of " + this.type.getName();
			};
		}
		MethodHandler handler = this.handlers.get(method);
		Assert.state(handler != null, () -> "Unknown method " + method);
		return handler.invoke(given);
	}

	private static @Nullable Object invokeDefault(Object proxy, Method method, @Nullable Object[] arguments)
			throws Throwable {
		// InvocationHandler.invokeDefault refuses interfaces that are not public.
		Class<?> declaring = method.getDeclaringClass();
		return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
			.unreflectSpecial(method, declaring)
			.bindTo(proxy)
			.invokeWithArguments(arguments);
	}

}
