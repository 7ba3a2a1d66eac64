package com.flexinference.batch;

import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;
import com.flexinference.batch.internal.plan.Pacing;

/**
 * The step of a worker that asks for the items of a block.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class BlockStep<I, O> extends AbstractStep {

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	private final Owner block;

	private final long repeated;

	private final Pacing pacing;

	BlockStep(AskDefinition<I, O> definition, AskResources resources, Owner block, long repeated, Pacing pacing) {
		super(resources.jobRepository());
		setName(block.stepName());
		this.definition = definition;
		this.resources = resources;
		this.block = block;
		this.repeated = repeated;
		this.pacing = pacing;
	}

	@Override
	protected void doExecute(StepExecution stepExecution) throws Exception {
		try (StepHeart heart = StepHeart.keep(this.resources, this.block, this.repeated)) {
			new AskRun<>(this.definition, this.resources, stepExecution, heart, () -> this.pacing).run();
		}
	}

}
