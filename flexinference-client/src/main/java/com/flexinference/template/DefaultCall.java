package com.flexinference.template;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import com.flexinference.client.FlexInferenceClient.Calls;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.typed.AnswerType;

/**
 * Default implementation of {@link FlexInferenceTemplate.Call}.
 *
 * @param template where the call comes from
 * @param format the caller format, or {@code null} for that of the scope
 * @param request what the call itself says
 * @param options what the call does differently
 * @param target when the answer should have started, or {@code null}
 * @param ladder the windows to ask for in turn, empty for the request's own
 */
record DefaultCall(DefaultFlexInferenceTemplate template, @Nullable CallerFormat format, FlexRequest request,
		RequestOptions options, @Nullable Instant target,
		List<StartWithin> ladder) implements FlexInferenceTemplate.Call {

	private static final String EITHER = "A call has either windows to escalate or a point in time to start by";

	@Override
	public FlexInferenceTemplate.Call startBy(Instant newTarget) {
		Assert.notNull(newTarget, "'newTarget' must not be null");
		Assert.state(this.ladder.isEmpty(), EITHER);
		return new DefaultCall(this.template, this.format, this.request, this.options, newTarget, this.ladder);
	}

	@Override
	public FlexInferenceTemplate.Call escalate(StartWithin... windows) {
		Assert.notEmpty(windows, "'windows' must not be empty");
		Assert.state(this.target == null, EITHER);
		return new DefaultCall(this.template, this.format, this.request, this.options, this.target, List.of(windows));
	}

	@Override
	public FlexInferenceTemplate.Call options(RequestOptions newOptions) {
		Assert.notNull(newOptions, "'newOptions' must not be null");
		return new DefaultCall(this.template, this.format, this.request, newOptions, this.target, this.ladder);
	}

	@Override
	public FlexResponse response() {
		return send((calls, attempt) -> calls.create(attempt.request(), attempt.options()));
	}

	@Override
	public FlexStream stream() {
		return send((calls, attempt) -> calls.stream(attempt.request(), attempt.options()));
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T as(Class<T> type) {
		return (T) typed(type);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T as(ParameterizedTypeReference<T> type) {
		return (T) typed(type.getType());
	}

	Object typed(Type type) {
		AnswerType answerType = this.template.types().get(type);
		return answerType.read(asking(answerType).response());
	}

	private DefaultCall asking(AnswerType type) {
		FlexRequest asking = this.request.mutate().answerSchema(type.schema().name(), type.schema().schema()).build();
		return new DefaultCall(this.template, this.format, asking, this.options, this.target, this.ladder);
	}

	@Override
	public CompletableFuture<FlexResponse> async() {
		return later(this::response);
	}

	@Override
	public <T> CompletableFuture<T> async(Class<T> type) {
		return later(() -> as(type));
	}

	<T> CompletableFuture<T> later(Supplier<T> sender) {
		FlexInferenceScope scope = this.template.scope();
		PendingAnswer<T> answer = new PendingAnswer<>(() -> FlexInferenceScope.with(scope, sender::get));
		this.template.executor().execute(answer);
		return answer.future();
	}

	private <T> T send(BiFunction<Calls, Attempt, T> sender) {
		FlexInferenceScope scope = this.template.scope();
		Calls calls = this.template.client().calls(format(scope));
		FlexRequest merged = this.request.orElse(scope.request()).orElse(this.template.client().defaults());
		List<Window> windows = windows(merged);
		Window window = windows.get(0);
		for (Window next : windows.subList(1, windows.size())) {
			try {
				return send(calls, merged, window, scope.deadline(), sender);
			}
			catch (FlexInferenceException ex) {
				if (!Escalation.isAnswerTo(ex)) {
					throw ex;
				}
				window = next.after(ex);
			}
		}
		return send(calls, merged, window, scope.deadline(), sender);
	}

	private CallerFormat format(FlexInferenceScope scope) {
		if (this.format != null) {
			return this.format;
		}
		return (scope.format() != null) ? scope.format() : this.template.format();
	}

	private List<Window> windows(FlexRequest merged) {
		StartWithin override = this.template.override().get();
		if (override != null) {
			return List.of(new Window(override, "override"));
		}
		if (!this.ladder.isEmpty()) {
			return this.ladder.stream().map((startWithin) -> new Window(startWithin, null)).toList();
		}
		if (this.target != null) {
			return List.of(Window.fitting(Duration.between(this.template.clock().instant(), this.target),
					"the time to start by"));
		}
		return List.of(new Window(merged.startWithin(), null));
	}

	private <T> T send(Calls calls, FlexRequest merged, Window window, @Nullable Deadline deadline,
			BiFunction<Calls, Attempt, T> sender) {
		if (deadline == null) {
			return sender.apply(calls, Attempt.of(merged, this.options, window));
		}
		Duration left = deadline.left();
		Attempt attempt = Attempt.of(merged, this.options, window.before(left, this.template.allowance())).within(left);
		Instant start = this.template.clock().instant();
		try {
			return sender.apply(calls, attempt);
		}
		finally {
			deadline.spent(Duration.between(start, this.template.clock().instant()));
		}
	}

	/**
	 * What is sent.
	 *
	 * @param request the request with its window
	 * @param options the options with the reason of the window
	 */
	private record Attempt(FlexRequest request, RequestOptions options) {

		private static Attempt of(FlexRequest request, RequestOptions options, Window window) {
			FlexRequest windowed = (window.startWithin() != null)
					? request.mutate().startWithin(window.startWithin()).build() : request;
			return new Attempt(windowed,
					(window.reason() != null) ? options.withWindowReason(window.reason()) : options);
		}

		private Attempt within(Duration limit) {
			return new Attempt(this.request, this.options.withCallTimeout(limit));
		}

	}

}
