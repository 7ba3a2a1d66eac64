package com.flexinference.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.util.Assert;

import com.flexinference.client.format.CallerFormat;
import com.flexinference.client.internal.transport.HttpTransport;

/**
 * Default implementation of {@link FlexInferenceClient}.
 */
final class DefaultFlexInferenceClient implements FlexInferenceClient {

	private final HttpTransport transport;

	private final FlexRequest defaults;

	private final DefaultFlexInferenceClientBuilder builder;

	private final RequestExecutor executor;

	private final Retries retries;

	private final Models models = new DefaultModels();

	private final List<Calls> calls = Arrays.stream(CallerFormat.values()).<Calls>map(FormatCalls::new).toList();

	DefaultFlexInferenceClient(RequestExecutor executor, Retries retries, HttpTransport transport, FlexRequest defaults,
			DefaultFlexInferenceClientBuilder builder) {
		this.transport = transport;
		this.defaults = defaults;
		this.builder = builder;
		this.retries = retries;
		this.executor = executor;
	}

	@Override
	public Calls calls(CallerFormat format) {
		Assert.notNull(format, "'format' must not be null");
		return this.calls.get(format.ordinal());
	}

	@Override
	public Models models() {
		return this.models;
	}

	@Override
	public FlexLimits limits(RequestOptions options) {
		return FlexLimits.read(get(options, "/limits").object());
	}

	@Override
	public Settings settings() {
		return this.builder.settings();
	}

	@Override
	public FlexRequest defaults() {
		return this.defaults;
	}

	private FlexResponse get(RequestOptions options, String path, Object... variables) {
		NonBlockingThreads.refuse();
		return this.executor.get(options, path, variables);
	}

	@Override
	public Builder mutate() {
		return this.builder.copy();
	}

	@Override
	public void close() {
		this.retries.close();
		this.transport.close();
	}

	private final class FormatCalls implements Calls {

		private final CallerFormat format;

		FormatCalls(CallerFormat format) {
			this.format = format;
		}

		@Override
		public FlexResponse create(FlexRequest request, RequestOptions options) {
			Assert.notNull(options, "'options' must not be null");
			return DefaultFlexInferenceClient.this.executor.create(resolve(request, false), options);
		}

		@Override
		public FlexStream stream(FlexRequest request, RequestOptions options) {
			Assert.notNull(options, "'options' must not be null");
			return DefaultFlexInferenceClient.this.executor.stream(resolve(request, true), options);
		}

		private ResolvedRequest resolve(FlexRequest request, boolean stream) {
			Assert.notNull(request, "'request' must not be null");
			NonBlockingThreads.refuse();
			return ResolvedRequest.of(request.orElse(DefaultFlexInferenceClient.this.defaults), this.format, stream);
		}

	}

	private final class DefaultModels implements Models {

		@Override
		public List<FlexModel> list(RequestOptions options) {
			List<FlexModel> list = new ArrayList<>();
			get(options, "/models").object().path("data").forEach((model) -> list.add(FlexModel.read(model)));
			return List.copyOf(list);
		}

		@Override
		public FlexModel retrieve(String id, RequestOptions options) {
			Assert.hasText(id, "'id' must not be empty");
			// Dots are not encoded, and would lead to another path.
			Assert.isTrue(!id.equals(".") && !id.equals(".."), "'id' must be the id of a model");
			return FlexModel.read(get(options, "/models/{model}", id).object());
		}

	}

}
