package com.flexinference.template;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

import com.flexinference.template.declared.InvalidDeclaredClientException;
import com.flexinference.template.internal.CreatedClient;

/**
 * Implements the methods of a declared client.
 */
final class ClientProxy implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final Class<?> type;

	private final Map<Method, ClientMethod> methods = new HashMap<>();

	private ClientProxy(Class<?> type, DefaultFlexInferenceTemplate template) {
		this.type = type;
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				this.methods.put(method, read(method, template));
			}
		}
		if (this.methods.isEmpty()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " has no methods with @Prompt",
					null);
		}
	}

	private ClientMethod read(Method method, DefaultFlexInferenceTemplate template) {
		try {
			return ClientMethod.of(method, this.type, template);
		}
		catch (RuntimeException ex) {
			throw new InvalidDeclaredClientException("The method " + this.type.getName() + "." + method.getName()
					+ " cannot be that of a client: " + ex.getMessage(), ex);
		}
	}

	static <T> T create(Class<T> type, DefaultFlexInferenceTemplate template) {
		if (!type.isInterface()) {
			throw new InvalidDeclaredClientException("The type " + type.getName() + " must be an interface", null);
		}
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type, CreatedClient.class },
				new ClientProxy(type, template)));
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
		return Objects.requireNonNull(this.methods.get(method)).invoke(given);
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
