package com.flexinference.batch.internal.step;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

import com.flexinference.batch.internal.plan.PacingSettings;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.typed.AnswerType;

/**
 * The requests of a step and the client that sends them.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 * @param reader reads the items
 * @param key identifies an item
 * @param request makes the request of an item
 * @param format the caller format
 * @param type the type of the answers, or {@code null} for the responses themselves
 * @param writer takes the answers
 * @param failures takes the items that were given up, or {@code null}
 * @param attempts how often the request for an item may be sent
 * @param failureLimit the most items that may be given up
 * @param pacing says how fast to go
 * @param listener receives the progress of the step
 */
public record AskDefinition<I, O>(ItemReader<? extends I> reader, Function<? super I, ?> key,
		Function<? super I, FlexRequest> request, CallerFormat format, @Nullable AnswerType type,
		ItemWriter<? super Answered<I, O>> writer, @Nullable ItemWriter<? super Failed<I>> failures, int attempts,
		long failureLimit, PacingSettings pacing, ProgressListener listener) {

	/**
	 * Return this definition for the items of another reader, about which no listener is
	 * told.
	 * @param newReader reads the items
	 * @return the definition
	 */
	public AskDefinition<I, O> with(ItemReader<I> newReader) {
		return new AskDefinition<>(newReader, this.key, this.request, this.format, this.type, this.writer,
				this.failures, this.attempts, this.failureLimit, this.pacing, new ProgressListener() {
				});
	}

}
