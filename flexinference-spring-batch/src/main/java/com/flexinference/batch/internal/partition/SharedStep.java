package com.flexinference.batch.internal.partition;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.util.Assert;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.StepHeart;

/**
 * A step that is split into blocks of items, which workers take.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
public final class SharedStep<I, O> extends AbstractStep {

	private static final String DIGEST = "flexinference.digest";

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final BlockCursor<I> cursor;

	/**
	 * Create a step.
	 * @param name the name of the step
	 * @param definition the requests of the step
	 * @param resources what all steps share
	 * @throws IllegalStateException if reader or writers cannot be used on many machines
	 */
	public SharedStep(String name, AskDefinition<I, O> definition, AskResources resources) {
		super(resources.jobRepository());
		setName(name);
		Assert.state(definition.reader() instanceof ItemStream, () -> "The reader of the job '" + name
				+ "' must be an ItemStream, such as a FlatFileItemReader, because each machine reads the items from the"
				+ " start, and some of them again if another machine dies");
		checkWriter(name, definition.writer());
		checkWriter(name, definition.failures());
		this.definition = definition;
		this.resources = resources;
		this.cursor = new BlockCursor<>(definition);
	}

	private static void checkWriter(String name, @Nullable Object writer) {
		Assert.state(!(writer instanceof ItemStream) || writer instanceof ScopedObject,
				() -> "The job '" + name + "' has a writer that is an ItemStream, such as a FlatFileItemWriter."
						+ " Several blocks are written at once, on many machines: write to a database, or give the"
						+ " writer the scope 'step'.");
	}

	@Override
	protected void doExecute(StepExecution stepExecution) throws Exception {
		try (StepHeart heart = StepHeart.start(this.resources, stepExecution)) {
			List<Block> blocks = this.cursor.split();
			checkSameItems(blocks, stepExecution.getExecutionContext());
			Map<String, ExecutionContext> contexts = blocks.stream()
				.collect(Collectors.toMap((block) -> String.valueOf(block.number()), Block::toContext));
			List<StepExecution> executions = new SimpleStepExecutionSplitter(getJobRepository(), getName(),
					(size) -> contexts)
				.split(stepExecution, 1)
				.stream()
				.sorted(Comparator.comparing(StepExecution::getId))
				.toList();
			long items = blocks.isEmpty() ? 0 : blocks.get(0).items();
			this.resources.run(new SharedRun(this.definition, this.resources, stepExecution, heart, executions, items));
		}
	}

	private void checkSameItems(List<Block> blocks, ExecutionContext context) {
		long digest = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).digest();
		Assert.state(context.getLong(DIGEST, digest) == digest,
				"The reader does not return the items that it returned when the job was first started, and blocks are"
						+ " done already. Start the job with other parameters to ask for other items.");
		context.putLong(DIGEST, digest);
	}

	BlockStep<I, O> block(Owner owner, long repeated, Block block, Pacing pacing, Runnable atEnd) {
		return new BlockStep<>(this.definition.with(new BlockItems<>(this.cursor, block, atEnd)), this.resources, owner,
				repeated, pacing);
	}

	AskDefinition<I, O> definition() {
		return this.definition;
	}

	/**
	 * Close the reader, so that the next job reads the items anew.
	 */
	void rest() {
		this.cursor.close();
	}

	@Override
	public void stop(StepExecution stepExecution) {
		this.resources.stop(stepExecution);
	}

}
