package com.flexinference.batch;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.partition.SharedStep;
import com.flexinference.batch.internal.plan.PacingSettings;
import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.AskStep;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.typed.AnswerType;
import com.flexinference.template.internal.typed.AnswerTypeCache;

/**
 * Builds a job that sends a request for each item.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
public final class FlexJobBuilder<I, O> {

	private static final Pattern BUDGET = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) USD");

	private final String name;

	private final ItemReader<? extends I> reader;

	private final AskResources resources;

	private final BatchRole role;

	private final AnswerTypeCache types;

	private final Map<String, SharedStep<?, ?>> sharedSteps;

	private @Nullable Function<? super I, ?> key;

	private @Nullable Function<? super I, FlexRequest> request;

	private CallerFormat format = CallerFormat.RESPONSES;

	private @Nullable AnswerType type;

	private @Nullable ItemWriter<? super Answered<I, O>> writer;

	private @Nullable ItemWriter<? super Failed<I>> failures;

	private int attempts = 5;

	private long failureLimit = 1_000;

	private int concurrency = 64;

	private @Nullable LocalTime finishBy;

	private @Nullable Long budgetMicroUsd;

	private @Nullable Long items;

	private ProgressListener listener = new ProgressListener() {
	};

	FlexJobBuilder(String name, ItemReader<? extends I> reader, AskResources resources, BatchRole role,
			AnswerTypeCache types, Map<String, SharedStep<?, ?>> sharedSteps) {
		this.name = name;
		this.reader = reader;
		this.resources = resources;
		this.role = role;
		this.types = types;
		this.sharedSteps = sharedSteps;
	}

	/**
	 * Set what identifies an item. For items with the same key and the same request, one
	 * request is sent for each job instance.
	 * @param newKey returns a value whose text is the key
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> key(Function<? super I, ?> newKey) {
		Assert.notNull(newKey, "'newKey' must not be null");
		this.key = newKey;
		return this;
	}

	/**
	 * Set the function that creates the request for an item. It is called by the thread
	 * that reads.
	 * @param newRequest returns the request; fields that it leaves unset come from the
	 * defaults of the client
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> ask(Function<? super I, FlexRequest> newRequest) {
		Assert.notNull(newRequest, "'newRequest' must not be null");
		this.request = newRequest;
		return this;
	}

	/**
	 * Set the caller format.
	 * @param newFormat the format, by default {@link CallerFormat#RESPONSES}
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> format(CallerFormat newFormat) {
		Assert.notNull(newFormat, "'newFormat' must not be null");
		this.format = newFormat;
		return this;
	}

	/**
	 * Request typed answers. Items whose answer is not of the type are given up.
	 * @param <T> the type of the answers
	 * @param newType a record, class or enum
	 * @return this builder
	 * @throws IllegalArgumentException if the type has a part that is not supported
	 */
	public <T> FlexJobBuilder<I, T> as(Class<T> newType) {
		return typed(newType);
	}

	/**
	 * Request typed answers. Items whose answer is not of the type are given up.
	 * @param <T> the type of the answers
	 * @param newType the type
	 * @return this builder
	 * @throws IllegalArgumentException if the type has a part that is not supported
	 */
	public <T> FlexJobBuilder<I, T> as(ParameterizedTypeReference<T> newType) {
		return typed(newType.getType());
	}

	@SuppressWarnings("unchecked")
	private <T> FlexJobBuilder<I, T> typed(Type newType) {
		Assert.state(this.writer == null, "The type of the answers must be set before their writer");
		this.type = this.types.get(newType);
		return (FlexJobBuilder<I, T>) this;
	}

	/**
	 * Set the writer of the answers. It is called by one thread, in the transaction in
	 * which the answers are recorded as written, and continues after a restart if it is
	 * an {@code ItemStream}.
	 * @param newWriter the writer
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> write(ItemWriter<? super Answered<I, O>> newWriter) {
		Assert.notNull(newWriter, "'newWriter' must not be null");
		this.writer = newWriter;
		return this;
	}

	/**
	 * Set the writer of the items that are given up. They are also recorded in the
	 * ledger.
	 * @param newWriter the writer
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> writeFailures(ItemWriter<? super Failed<I>> newWriter) {
		Assert.notNull(newWriter, "'newWriter' must not be null");
		this.failures = newWriter;
		return this;
	}

	/**
	 * Set how often the request for an item is sent if the failure may be temporary.
	 * Refusals for which the service says how long to wait do not count.
	 * @param newAttempts the maximum number of requests for an item, 1 or more, by
	 * default 5
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> attempts(int newAttempts) {
		Assert.isTrue(newAttempts > 0, "'newAttempts' must be positive");
		this.attempts = newAttempts;
		return this;
	}

	/**
	 * Set how many items an execution may give up before it fails.
	 * @param newLimit the number of items, by default 1,000
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> failureLimit(long newLimit) {
		Assert.isTrue(newLimit >= 0, "'newLimit' must not be negative");
		this.failureLimit = newLimit;
		return this;
	}

	/**
	 * Set the maximum number of requests in flight.
	 * @param newConcurrency the number of requests, by default 64
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> concurrency(int newConcurrency) {
		Assert.isTrue(newConcurrency > 0, () -> "The concurrency must be 1 or more but is " + newConcurrency);
		this.concurrency = newConcurrency;
		return this;
	}

	/**
	 * Set the time of day by which the job must finish, which is the next one after its
	 * start.
	 * @param newTime the time of the day in the time zone of the process
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> finishBy(LocalTime newTime) {
		Assert.notNull(newTime, "'newTime' must not be null");
		this.finishBy = newTime;
		return this;
	}

	/**
	 * Set the maximum cost of all executions of the job. An execution that reaches it
	 * stops, and can be started again with a larger budget.
	 * @param newBudget an amount such as {@code 25 USD} or {@code 0.50 USD}
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> budget(String newBudget) {
		Assert.notNull(newBudget, "'newBudget' must not be null");
		Matcher matcher = BUDGET.matcher(newBudget);
		Assert.isTrue(matcher.matches(), () -> "The budget '" + newBudget
				+ "' is not an amount in US dollars. Write it as '25 USD' or '0.50 USD'.");
		this.budgetMicroUsd = new BigDecimal(matcher.group(1)).movePointRight(6).longValueExact();
		return this;
	}

	/**
	 * Set how many items the reader has, for the plan of a deadline and for the progress.
	 * @param newItems the number of items
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> items(long newItems) {
		Assert.isTrue(newItems >= 0, "'newItems' must not be negative");
		this.items = newItems;
		return this;
	}

	/**
	 * Set a listener for the progress of the job, in addition to the log.
	 * @param newListener the listener
	 * @return this builder
	 */
	public FlexJobBuilder<I, O> listener(ProgressListener newListener) {
		Assert.notNull(newListener, "'newListener' must not be null");
		this.listener = newListener;
		return this;
	}

	/**
	 * Build a job with this step.
	 * @return a new job
	 * @throws IllegalStateException if key, request or writer is missing
	 */
	public Job build() {
		return new JobBuilder(this.name, this.resources.jobRepository()).start(step()).build();
	}

	/**
	 * Build the step alone, for a job that has others.
	 * @return a new step
	 * @throws IllegalStateException if key, request or writer is missing
	 */
	public Step step() {
		Assert.state(this.key != null, () -> missing("key(…), such as key(Review::id)"));
		Assert.state(this.request != null, () -> missing("ask(…), which creates the request for an item"));
		Assert.state(this.writer != null, () -> missing("write(…), which receives the answers"));
		PacingSettings pacing = new PacingSettings(this.concurrency, this.finishBy, this.budgetMicroUsd, this.items);
		AskDefinition<I, O> definition = new AskDefinition<>(this.reader, this.key, this.request, this.format,
				this.type, this.writer, this.failures, this.attempts, this.failureLimit, pacing, this.listener);
		if (this.role == BatchRole.STANDALONE) {
			AskStep<I, O> step = new AskStep<>(definition, this.resources);
			step.setName(this.name);
			return step;
		}
		SharedStep<I, O> step = new SharedStep<>(this.name, definition, this.resources);
		this.sharedSteps.put(this.name, step);
		return step;
	}

	private String missing(String what) {
		return "The job '" + this.name + "' needs " + what;
	}

}
