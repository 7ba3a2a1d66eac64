package com.flexinference.batch.internal.partition;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.util.function.ThrowingSupplier;

import com.flexinference.batch.internal.ledger.Lease;
import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.AskStep;
import com.flexinference.batch.internal.step.StepHeart;

/**
 * A step that is split into blocks of items, which workers take.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
public final class SharedStep<I, O> extends AbstractStep {

	private static final String DIGEST = "flexinference.digest";

	private static final String BLOCK_SIZE = "flexinference.block-size";

	/** Leaves room for the number of a block in the columns of Spring Batch. */
	private static final int LONGEST_NAME = 90;

	/** How often a block is taken whose worker dies. */
	private static final int MOST_CLAIMS = 5;

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final BlockCursor<I> cursor;

	private final Map<Long, WorkerPacing> pacings = new ConcurrentHashMap<>();

	public SharedStep(String name, AskDefinition<I, O> definition, AskResources resources) {
		super(resources.jobRepository());
		setName(name);
		Assert.state(name.length() <= LONGEST_NAME && name.indexOf(':') < 0,
				() -> "The name '" + name + "' must have at most " + LONGEST_NAME
						+ " characters and no ':', because the blocks of a job are named after it");
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
			ExecutionContext context = stepExecution.getExecutionContext();
			// The number of a block stands for the same items in each execution.
			List<Block> blocks = this.cursor.split(context.getLong(BLOCK_SIZE, 0));
			checkSameItems(blocks, context);
			context.putLong(BLOCK_SIZE, blocks.isEmpty() ? 0 : blocks.get(0).end());
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
						+ " complete already. Start the job with other parameters to process other items.");
		context.putLong(DIGEST, digest);
	}

	void runBlock(Lease lease, StepExecution execution, Runnable allSent) throws JobInterruptedException {
		Block block = Block.from(execution.getExecutionContext());
		Pacing pacing = this.pacings
			.computeIfAbsent(lease.jobExecutionId(), (id) -> pacing(execution.getJobExecution(), block.items()))
			.pacing();
		AskStep<I, O> step = new AskStep<>(this.definition.with(reader(lease, block, allSent)), this.resources) {

			@Override
			protected StepHeart heart(StepExecution stepExecution) {
				return StepHeart.keep(SharedStep.this.resources, lease);
			}

			@Override
			protected Pacing pacing(StepExecution stepExecution, long repeated) {
				return pacing;
			}

		};
		step.setName(lease.stepName());
		step.execute(execution);
	}

	private WorkerPacing pacing(JobExecution execution, long items) {
		Totals earlier = this.resources.ledger().totals(execution.getJobInstanceId(), 0);
		WorkerPacing pacing = new WorkerPacing(this.resources, execution.getJobInstanceId(), items,
				this.definition.pacing()
					.items(items)
					.start(this.resources.client(), execution.getStartTime(), earlier, 0));
		pacing.hold();
		pacing.share();
		return pacing;
	}

	private ItemReader<I> reader(Lease lease, Block block, Runnable allSent) {
		SingletonSupplier<Iterator<I>> items = SingletonSupplier.of(ThrowingSupplier.of(() -> items(lease, block)));
		return () -> {
			if (items.obtain().hasNext()) {
				return items.obtain().next();
			}
			allSent.run();
			return null;
		};
	}

	private Iterator<I> items(Lease lease, Block block) throws Exception {
		Assert.state(lease.claims() <= MOST_CLAIMS,
				() -> "The block '" + lease.stepName() + "' was taken " + MOST_CLAIMS
						+ " times, and its worker died each time. The request or the answer of one of its items, which"
						+ " are those from " + (block.first() + 1) + " to " + block.end()
						+ " in the order of the reader, may end the process, for example because it needs too much"
						+ " memory. Look at the logs of the workers, and start the job again when the cause is"
						+ " removed.");
		return this.cursor.read(block).iterator();
	}

	void hold() {
		this.pacings.values().forEach(WorkerPacing::hold);
	}

	void share() {
		this.pacings.values().forEach(WorkerPacing::share);
	}

	/**
	 * Close the reader, so that the next job reads the items anew.
	 */
	void rest() {
		this.pacings.clear();
		this.cursor.close();
	}

	@Override
	public void stop(StepExecution stepExecution) {
		this.resources.stop(stepExecution);
	}

}
