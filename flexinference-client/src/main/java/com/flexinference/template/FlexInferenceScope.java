package com.flexinference.template;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;

/**
 * What applies to the calls of a {@link FlexInferenceTemplate} that are made inside a
 * piece of work: a part of a request, a caller format, a deadline. An instance is
 * immutable, and is bound to a thread for the time of the work only.
 *
 * <pre>{@code
 * FlexInferenceScope nightly = FlexInferenceScope.of((r) -> r.startWithin(Duration.ofMinutes(10)));
 * FlexInferenceScope.with(nightly, () -> template.ask("Summarize the day.").text());
 * }</pre>
 */
public final class FlexInferenceScope {

	/**
	 * A scope in which nothing applies.
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
	 * Create a scope with a part of a request.
	 * @param request writes what applies to requests that leave it unset
	 * @return a new scope
	 */
	public static FlexInferenceScope of(Consumer<FlexRequest.Builder> request) {
		return NONE.withRequest(FlexRequest.of(request));
	}

	/**
	 * Replace the part of a request.
	 * @param newRequest what applies to requests that leave it unset
	 * @return a new scope
	 */
	public FlexInferenceScope withRequest(FlexRequest newRequest) {
		Assert.notNull(newRequest, "'newRequest' must not be null");
		return new FlexInferenceScope(newRequest, this.format, this.deadline);
	}

	/**
	 * Replace the caller format.
	 * @param newFormat the format of {@link FlexInferenceTemplate#ask}, or {@code null}
	 * @return a new scope
	 */
	public FlexInferenceScope withFormat(@Nullable CallerFormat newFormat) {
		return new FlexInferenceScope(this.request, newFormat, this.deadline);
	}

	/**
	 * Replace the deadline.
	 * @param newDeadline when the work has to be done, or {@code null}
	 * @return a new scope
	 */
	public FlexInferenceScope withDeadline(@Nullable Deadline newDeadline) {
		return new FlexInferenceScope(this.request, this.format, newDeadline);
	}

	/**
	 * Put this scope inside another: what is unset here comes from the other, and of two
	 * deadlines the earlier one counts.
	 * @param outer the scope around this one
	 * @return a new scope
	 */
	public FlexInferenceScope inside(FlexInferenceScope outer) {
		if (outer == NONE) {
			return this;
		}
		Deadline earlier = (this.deadline != null && outer.deadline != null) ? this.deadline.earlier(outer.deadline)
				: (this.deadline != null) ? this.deadline : outer.deadline;
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
	 * Do work in a scope, inside the current one.
	 * @param <T> the type of the result
	 * @param <X> the type of what the work throws
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

	/**
	 * Bind a scope to the current thread, in place of the one that is bound.
	 * @param scope the scope
	 */
	static void bind(FlexInferenceScope scope) {
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

	@Nullable CallerFormat format() {
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
	 * @param <X> the type of what the work throws
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

}
