package com.flexinference.template;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.FlexStream;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.StartWithin;
import com.flexinference.client.format.CallerFormat;

/**
 * Default implementation of {@link FlexInferenceTemplate}.
 */
final class DefaultFlexInferenceTemplate implements FlexInferenceTemplate {

	private final FlexInferenceClient client;

	private final CallerFormat format;

	private final Duration generationAllowance;

	private final InstantSource clock;

	private final Executor executor;

	DefaultFlexInferenceTemplate(FlexInferenceClient client, CallerFormat format, Duration generationAllowance,
			InstantSource clock, Executor executor) {
		this.client = client;
		this.format = format;
		this.generationAllowance = generationAllowance;
		this.clock = clock;
		this.executor = executor;
	}

	@Override
	public Call call(@Nullable CallerFormat format, FlexRequest request) {
		return new DefaultCall(format, request, RequestOptions.none(), null, List.of());
	}

	private final class DefaultCall implements Call {

		private final @Nullable CallerFormat format;

		private final FlexRequest request;

		private final RequestOptions options;

		private final @Nullable Instant target;

		private final List<StartWithin> ladder;

		DefaultCall(@Nullable CallerFormat format, FlexRequest request, RequestOptions options,
				@Nullable Instant target, List<StartWithin> ladder) {
			this.format = format;
			this.request = request;
			this.options = options;
			this.target = target;
			this.ladder = ladder;
		}

		@Override
		public Call startBy(Instant newTarget) {
			Assert.notNull(newTarget, "'newTarget' must not be null");
			return new DefaultCall(this.format, this.request, this.options, newTarget, this.ladder);
		}

		@Override
		public Call escalate(StartWithin... windows) {
			return new DefaultCall(this.format, this.request, this.options, this.target, List.of(windows));
		}

		@Override
		public Call options(RequestOptions newOptions) {
			Assert.notNull(newOptions, "'newOptions' must not be null");
			return new DefaultCall(this.format, this.request, newOptions, this.target, this.ladder);
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
		public CompletableFuture<FlexResponse> async() {
			FlexInferenceScope scope = FlexInferenceScope.current();
			return CompletableFuture.supplyAsync(() -> FlexInferenceScope.with(scope, this::response),
					DefaultFlexInferenceTemplate.this.executor);
		}

		private <T> T send(BiFunction<FlexInferenceClient.Calls, Attempt, T> sender) {
			FlexInferenceScope scope = FlexInferenceScope.current();
			FlexRequest merged = this.request.orElse(scope.request());
			FlexInferenceClient.Calls calls = calls(scope);
			FlexInferenceException failure = null;
			for (Window window : windows(merged)) {
				Attempt attempt = attempt(merged, window, scope.deadline());
				try {
					return account(scope.deadline(), () -> sender.apply(calls, attempt));
				}
				catch (FlexInferenceException ex) {
					if (failure != null) {
						ex.addSuppressed(failure);
					}
					if (!Escalation.canFollow(ex)) {
						throw ex;
					}
					failure = ex;
				}
			}
			throw failure;
		}

	}

}
