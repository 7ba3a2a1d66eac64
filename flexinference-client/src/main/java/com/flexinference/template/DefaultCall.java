package com.flexinference.template;

import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import com.flexinference.client.FlexInferenceClient.Calls;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexInferenceResponseException;
import com.flexinference.client.FlexInferenceTimeoutException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.StreamFailedException;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.request.AnswerSchema;
import com.flexinference.client.transport.TimeoutKind;
import com.flexinference.template.internal.PendingAnswer;
import com.flexinference.template.internal.typed.AnswerType;

/**
 * Default implementation of {@link FlexInferenceTemplate.Call}.
 *
 * @param format the caller format, or {@code null} for that of the scope
 * @param request the request, without what the scope adds
 * @param target when the answer should have started, or {@code null} if unset
 * @param escalation the values of {@code start_within} to try in turn, empty for that of
 * the request
 */
record DefaultCall(DefaultFlexInferenceTemplate template, @Nullable CallerFormat format, FlexRequest request,
		RequestOptions options, @Nullable Instant target,
		List<StartWithin> escalation) implements FlexInferenceTemplate.Call {

	private static final String EITHER = "A call has either an escalation or a point in time to start by";

	@Override
	public FlexInferenceTemplate.Call startBy(Instant newTarget) {
		Assert.notNull(newTarget, "'newTarget' must not be null");
		Assert.state(this.escalation.isEmpty(), EITHER);
		return new DefaultCall(this.template, this.format, this.request, this.options, newTarget, this.escalation);
	}

	@Override
	public FlexInferenceTemplate.Call escalate(StartWithin... steps) {
		Assert.notEmpty(steps, "'steps' must not be empty");
		Assert.state(this.target == null, EITHER);
		return new DefaultCall(this.template, this.format, this.request, this.options, this.target, List.of(steps));
	}

	@Override
	public FlexInferenceTemplate.Call options(RequestOptions newOptions) {
		Assert.notNull(newOptions, "'newOptions' must not be null");
		return new DefaultCall(this.template, this.format, this.request, newOptions, this.target, this.escalation);
	}

	@Override
	public FlexResponse response() {
		return send(Calls::create);
	}

	@Override
	public FlexStream stream() {
		return send(Calls::stream);
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
		AnswerSchema schema = answerType.schema();
		FlexRequest asking = this.request.mutate().answerSchema(schema.name(), schema.schema()).build();
		return answerType
			.read(new DefaultCall(this.template, this.format, asking, this.options, this.target, this.escalation)
				.response());
	}

	@Override
	public <T> CompletableFuture<T> async(Function<FlexInferenceTemplate.Call, T> sender) {
		FlexInferenceScope scope = this.template.scope();
		PendingAnswer<T> answer = new PendingAnswer<>(() -> FlexInferenceScope.with(scope, () -> sender.apply(this)));
		this.template.executor().execute(answer);
		return answer.future();
	}

	private <T> T send(Sender<T> sender) {
		FlexInferenceScope scope = this.template.scope();
		Calls calls = this.template.client().calls(format(scope));
		FlexRequest merged = this.request.orElse(scope.request());
		List<StartWithinChoice> choices = choices(merged);
		StartWithinChoice choice = choices.get(0);
		for (StartWithinChoice next : choices.subList(1, choices.size())) {
			try {
				return send(calls, merged, choice, scope.deadline(), sender);
			}
			catch (FlexInferenceException ex) {
				if (!goesOn(ex)) {
					throw ex;
				}
				choice = next.after(ex);
			}
		}
		return send(calls, merged, choice, scope.deadline(), sender);
	}

	/**
	 * Return whether an escalation continues: after a failure before the answer has
	 * started that another attempt can clear.
	 */
	private static boolean goesOn(FlexInferenceException failure) {
		if (failure instanceof FlexInferenceTimeoutException timeout) {
			return timeout.kind() == TimeoutKind.CONNECT || timeout.kind() == TimeoutKind.START;
		}
		return failure instanceof FlexInferenceResponseException response
				&& !(response instanceof StreamFailedException) && Boolean.TRUE.equals(response.retryable());
	}

	private CallerFormat format(FlexInferenceScope scope) {
		if (this.format != null) {
			return this.format;
		}
		return (scope.format() != null) ? scope.format() : this.template.format();
	}

	private List<StartWithinChoice> choices(FlexRequest merged) {
		StartWithin override = this.template.override().get();
		if (override != null) {
			return List.of(new StartWithinChoice(override, "override"));
		}
		if (!this.escalation.isEmpty()) {
			return this.escalation.stream().map((startWithin) -> new StartWithinChoice(startWithin, null)).toList();
		}
		if (this.target != null) {
			return List.of(StartWithinChoice.fitting(Duration.between(this.template.clock().instant(), this.target),
					"the time to start by"));
		}
		FlexRequest source = merged.hasStartWithin() ? merged : this.template.client().defaults();
		return List.of(new StartWithinChoice(source.startWithin(), null));
	}

	private <T> T send(Calls calls, FlexRequest merged, StartWithinChoice choice, @Nullable Deadline deadline,
			Sender<T> sender) {
		if (deadline == null) {
			return sender.send(calls, choice.applyTo(merged), choice.applyTo(this.options));
		}
		Duration remaining = deadline.requireRemaining();
		StartWithinChoice shortened = choice.before(remaining, this.template.allowance());
		Instant start = this.template.clock().instant();
		try {
			return sender.send(calls, shortened.applyTo(merged),
					shortened.applyTo(this.options).withCallTimeout(remaining));
		}
		finally {
			deadline.recordCall(Duration.between(start, this.template.clock().instant()));
		}
	}

	@FunctionalInterface
	private interface Sender<T> {

		T send(Calls calls, FlexRequest request, RequestOptions options);

	}

}
