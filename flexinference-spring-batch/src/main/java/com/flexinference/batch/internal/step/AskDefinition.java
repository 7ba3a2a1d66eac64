package com.flexinference.batch.internal.step;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

import com.flexinference.batch.internal.plan.PacingSettings;
import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.batch.progress.ProgressListener;
import com.flexinference.client.FlexInferenceException;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.format.CallerFormat;
import com.flexinference.template.internal.typed.AnswerType;

/**
 * What a step does.
 *
 * @param type the type of the answers, or {@code null} for the responses themselves
 * @param failures takes the items that were given up, or {@code null}
 * @param attempts how often the request for an item may be sent
 * @param failureLimit the most items that may be given up
 */
public record AskDefinition<I, O>(ItemReader<? extends I> reader, Function<? super I, ?> key,
		Function<? super I, FlexRequest> request, CallerFormat format, @Nullable AnswerType type,
		ItemWriter<? super Answered<I, O>> writer, @Nullable ItemWriter<? super Failed<I>> failures, int attempts,
		long failureLimit, PacingSettings pacing, ProgressListener listener) {

	public AskDefinition<I, O> with(ItemReader<I> newReader) {
		return new AskDefinition<>(newReader, this.key, this.request, this.format, this.type, this.writer,
				this.failures, this.attempts, this.failureLimit, this.pacing, new ProgressListener() {
				});
	}

	/**
	 * Return the key of an item.
	 * @param item the item
	 * @param name tells users which item it is
	 * @return the key
	 * @throws FlexInferenceException if the item has none
	 */
	public String keyOf(I item, String name) {
		try {
			String key = Objects.toString(this.key.apply(item), null);
			if (key == null) {
				throw new AskFailedException(
						"The function 'key' returned null for " + name + ". Return a unique key for each item.", null);
			}
			return key;
		}
		catch (Throwable ex) {
			throw AskFailedException.of("The function 'key' failed for " + name, ex);
		}
	}

}
