package com.flexinference.template;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.CallThreads;
import com.flexinference.template.internal.typed.AnswerTypeCache;

/**
 * Default implementation of {@link FlexInferenceTemplate.Builder}.
 */
final class DefaultFlexInferenceTemplateBuilder implements FlexInferenceTemplate.Builder {

	private static final Executor CALL_THREADS = CallThreads.named("flexinference-async-");

	private final FlexInferenceClient client;

	private CallerFormat format = CallerFormat.RESPONSES;

	private Duration generationAllowance = Duration.ofSeconds(30);

	private InstantSource clock = InstantSource.system();

	private StringValueResolver placeholders = (text) -> text;

	private StartWithinOverride override = new StartWithinOverride();

	private JsonMapper mapper = JsonMapper.shared();

	private final List<Deadline.Source> deadlines = new ArrayList<>();

	private Executor executor = CALL_THREADS;

	DefaultFlexInferenceTemplateBuilder(FlexInferenceClient client) {
		Assert.notNull(client, "'client' must not be null");
		this.client = client;
	}

	@Override
	public FlexInferenceTemplate.Builder format(CallerFormat format) {
		Assert.notNull(format, "'format' must not be null");
		this.format = format;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder generationAllowance(Duration allowance) {
		Assert.isTrue(!allowance.isNegative(), "'allowance' must not be negative");
		this.generationAllowance = allowance;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder clock(InstantSource clock) {
		Assert.notNull(clock, "'clock' must not be null");
		this.clock = clock;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder executor(Executor executor) {
		Assert.notNull(executor, "'executor' must not be null");
		this.executor = executor;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder jsonMapper(JsonMapper mapper) {
		Assert.notNull(mapper, "'mapper' must not be null");
		this.mapper = mapper;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder placeholders(StringValueResolver resolver) {
		Assert.notNull(resolver, "'resolver' must not be null");
		this.placeholders = resolver;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder override(StartWithinOverride override) {
		Assert.notNull(override, "'override' must not be null");
		this.override = override;
		return this;
	}

	@Override
	public FlexInferenceTemplate.Builder deadline(Deadline.Source source) {
		Assert.notNull(source, "'source' must not be null");
		this.deadlines.add(source);
		return this;
	}

	@Override
	public FlexInferenceTemplate build() {
		return new DefaultFlexInferenceTemplate(this.client, this.format, this.generationAllowance, this.clock,
				this.executor, new AnswerTypeCache(this.mapper), this.placeholders, this.override,
				List.copyOf(this.deadlines));
	}

}
