package com.flexinference.template;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Makes calls of the methods of a declared client.
 */
final class ClientProxy implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final Class<?> type;

	private final Map<Method, ClientMethod> methods = new HashMap<>();

	private ClientProxy(Class<?> type, DefaultFlexInferenceTemplate template) {
		this.type = type;
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				this.methods.put(method, ClientMethod.of(method, type, template));
			}
		}
		if (this.methods.isEmpty()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " has no methods with @Prompt",
					null);
		}
	}

	static <T> T create(Class<T> type, DefaultFlexInferenceTemplate template) {
		if (!type.isInterface()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " must be an interface", null);
		}
		ClientProxy handler = new ClientProxy(type, template);
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type, CreatedClient.class }, handler));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		@Nullable Object[] given = (arguments != null) ? arguments : NO_ARGUMENTS;
		if (method.isDefault()) {
			return InvocationHandler.invokeDefault(proxy, method, given);
		}
		if (ReflectionUtils.isObjectMethod(method)) {
			return switch (method.getName()) {
				case "equals" -> proxy == given[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> "Client of " + this.type.getName();
			};
		}
		ClientMethod clientMethod = this.methods.get(method);
		Assert.state(clientMethod != null, () -> "Unknown method " + method);
		return clientMethod.invoke(given);
	}

}
