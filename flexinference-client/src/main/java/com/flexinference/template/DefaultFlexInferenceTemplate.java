package com.flexinference.template;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.RequestOptions;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.typed.AnswerTypeCache;

/**
 * Default implementation of {@link FlexInferenceTemplate}.
 *
 * @param format the format of {@link #ask}
 * @param allowance the time kept for generating an answer
 * @param executor runs calls that are sent on another thread
 * @param placeholders resolves placeholders of declared clients
 */
record DefaultFlexInferenceTemplate(FlexInferenceClient client, CallerFormat format, Duration allowance,
		InstantSource clock, Executor executor, AnswerTypeCache types, StringValueResolver placeholders,
		StartWithinOverride override, List<Deadline.Source> deadlines) implements FlexInferenceTemplate {

	@Override
	public Call call(CallerFormat callFormat, FlexRequest request) {
		Assert.notNull(callFormat, "'callFormat' must not be null");
		return prepare(callFormat, request);
	}

	@Override
	public DefaultCall ask(String prompt) {
		return prepare(null, FlexRequest.of((r) -> r.user(prompt)));
	}

	@Override
	public Call ask(FlexRequest request) {
		return prepare(null, request);
	}

	@Override
	public FlexRequest defaults() {
		return FlexInferenceScope.current().request().orElse(this.client.defaults());
	}

	private DefaultCall prepare(@Nullable CallerFormat callFormat, FlexRequest request) {
		Assert.notNull(request, "'request' must not be null");
		return new DefaultCall(this, callFormat, request, RequestOptions.none(), null, List.of());
	}

	@Override
	public <T> T createClient(Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return ClientProxy.create(type, this);
	}

	/**
	 * Return the scope of the current thread, with the earliest of all deadlines.
	 */
	FlexInferenceScope scope() {
		FlexInferenceScope scope = FlexInferenceScope.current();
		for (Deadline.Source source : this.deadlines) {
			scope = FlexInferenceScope.NONE.withDeadline(source.get()).inside(scope);
		}
		return scope;
	}

}
