package com.flexinference.template;

import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

/**
 * Defaults for the calls of a {@link FlexInferenceTemplate} that are made while the scope
 * is bound to the current thread: a partial request, a caller format and a deadline. An
 * instance is immutable.
 *
 * <pre>{@code
 * FlexInferenceScope nightly = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)));
 * FlexInferenceScope.with(nightly, () -> template.ask("Summarize the day.").text());
 * }</pre>
 */
public final class FlexInferenceScope {

	/**
	 * A scope in which nothing is set.
	 */
	public static final FlexInferenceScope NONE = new FlexInferenceScope(FlexRequest.EMPTY, null, null);

	private static final ThreadLocal<@Nullable FlexInferenceScope> CURRENT = new ThreadLocal<>();

	private final FlexRequest request;

	private final @Nullable CallerFormat format;

	private final @Nullable Deadline deadline;

	private FlexInferenceScope(FlexRequest request, @Nullable CallerFormat format, @Nullable Deadline deadline) {
		this.request = request;
		this.format = format;
		this.deadline = deadline;
	}

	/**
	 * Create a scope with a partial request.
	 * @param request sets up the defaults of requests
	 * @return a new scope
	 */
	public static FlexInferenceScope of(Consumer<FlexRequest.Builder> request) {
		return NONE.withRequest(FlexRequest.of(request));
	}

	/**
	 * Read the {@link FlexInference} annotations of a method and its type, for those who
	 * advise annotated methods. Attributes of the method take precedence.
	 * @param method the method
	 * @param type the type
	 * @param placeholders resolves placeholders in the attributes
	 * @return creates the scope of one invocation; a deadline starts at the current time
	 * of the given clock
	 * @throws IllegalArgumentException if an attribute is invalid
	 */
	public static Function<InstantSource, FlexInferenceScope> ofAnnotations(Method method, Class<?> type,
			StringValueResolver placeholders) {
		return AnnotatedScope.of(method, type, placeholders);
	}

	/**
	 * Replace the partial request.
	 * @param newRequest the defaults of requests
	 * @return a new scope
	 */
	public FlexInferenceScope withRequest(FlexRequest newRequest) {
		Assert.notNull(newRequest, "'newRequest' must not be null");
		return new FlexInferenceScope(newRequest, this.format, this.deadline);
	}

	/**
	 * Replace the caller format.
	 * @param newFormat the format of {@link FlexInferenceTemplate#ask}, or {@code null}
	 * for none
	 * @return a new scope
	 */
	public FlexInferenceScope withFormat(@Nullable CallerFormat newFormat) {
		return new FlexInferenceScope(this.request, newFormat, this.deadline);
	}

	/**
	 * Replace the deadline.
	 * @param newDeadline the deadline, or {@code null} for none
	 * @return a new scope
	 */
	public FlexInferenceScope withDeadline(@Nullable Deadline newDeadline) {
		return new FlexInferenceScope(this.request, this.format, newDeadline);
	}

	/**
	 * Nest this scope in another. Values that are unset here come from the other, and the
	 * earlier of two deadlines counts.
	 * @param outer the scope around this one
	 * @return a new scope
	 */
	public FlexInferenceScope inside(FlexInferenceScope outer) {
		if (outer == NONE) {
			return this;
		}
		Deadline earlier = (this.deadline != null) ? this.deadline.earlier(outer.deadline) : outer.deadline;
		return new FlexInferenceScope(this.request.orElse(outer.request),
				(this.format != null) ? this.format : outer.format, earlier);
	}

	/**
	 * Return the scope of the current thread.
	 * @return the scope, {@link #NONE} if none is bound
	 */
	public static FlexInferenceScope current() {
		FlexInferenceScope current = CURRENT.get();
		return (current != null) ? current : NONE;
	}

	/**
	 * Do work in a scope that is nested in the current one.
	 * @param <T> the type of the result
	 * @param <X> the type of the exception
	 * @param scope the scope
	 * @param work the work
	 * @return the result of the work
	 * @throws X what the work throws
	 */
	public static <T extends @Nullable Object, X extends Throwable> T with(FlexInferenceScope scope, Work<T, X> work)
			throws X {
		FlexInferenceScope outer = current();
		bind(scope.inside(outer));
		try {
			return work.run();
		}
		finally {
			bind(outer);
		}
	}

	private static void bind(FlexInferenceScope scope) {
		if (scope == NONE) {
			CURRENT.remove();
		}
		else {
			CURRENT.set(scope);
		}
	}

	FlexRequest request() {
		return this.request;
	}

	/**
	 * Return the caller format of {@link FlexInferenceTemplate#ask}.
	 * @return the format, or {@code null} if it is unset
	 */
	public @Nullable CallerFormat format() {
		return this.format;
	}

	@Nullable Deadline deadline() {
		return this.deadline;
	}

	@Override
	public String toString() {
		return "FlexInferenceScope[" + this.request + ", format=" + this.format + ", deadline=" + this.deadline + "]";
	}

	/**
	 * Work to be done in a scope.
	 *
	 * @param <T> the type of the result
	 * @param <X> the type of the exception
	 */
	@FunctionalInterface
	public interface Work<T extends @Nullable Object, X extends Throwable> {

		/**
		 * Do the work.
		 * @return the result
		 * @throws X if the work fails
		 */
		T run() throws X;

	}

	/**
	 * Propagates the scope to other threads with Micrometer's context propagation.
	 */
	public static final class Accessor implements ThreadLocalAccessor<FlexInferenceScope> {

		/**
		 * The key of the scope in a context snapshot.
		 */
		public static final String KEY = "flexinference.scope";

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public FlexInferenceScope getValue() {
			return current();
		}

		@Override
		public void setValue(FlexInferenceScope scope) {
			bind(scope);
		}

		@Override
		public void setValue() {
			bind(NONE);
		}

	}

}
