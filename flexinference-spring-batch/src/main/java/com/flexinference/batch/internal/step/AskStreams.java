package com.flexinference.batch.internal.step;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;

/**
 * The open reader and writers of a step. The reader always starts from the beginning, as
 * the ledger has what was answered; the writers continue where they stopped.
 */
final class AskStreams implements AutoCloseable {

	private final Set<ItemStream> open = new LinkedHashSet<>();

	private final Set<ItemStream> writers = new LinkedHashSet<>();

	private final ExecutionContext context;

	private AskStreams(ExecutionContext context) {
		this.context = context;
	}

	static AskStreams open(AskDefinition<?, ?> definition, StepExecution stepExecution) {
		AskStreams streams = new AskStreams(stepExecution.getExecutionContext());
		try {
			streams.open(definition.reader(), new ExecutionContext());
			streams.openWriter(definition.writer());
			streams.openWriter(definition.failures());
			return streams;
		}
		catch (RuntimeException ex) {
			streams.close();
			throw ex;
		}
	}

	private void openWriter(@Nullable Object writer) {
		if (writer instanceof ItemStream stream) {
			open(stream, this.context);
			this.writers.add(stream);
		}
	}

	private void open(Object candidate, ExecutionContext context) {
		if (candidate instanceof ItemStream stream && this.open.add(stream)) {
			stream.open(context);
		}
	}

	void update() {
		this.writers.forEach((writer) -> writer.update(this.context));
	}

	@Override
	public void close() {
		this.open.forEach(ItemStream::close);
	}

}
