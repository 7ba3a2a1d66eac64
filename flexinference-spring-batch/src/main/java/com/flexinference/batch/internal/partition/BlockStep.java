package com.flexinference.batch.internal.partition;

import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;
import com.flexinference.batch.internal.plan.Pacing;
import com.flexinference.batch.internal.step.AskDefinition;
import com.flexinference.batch.internal.step.AskResources;
import com.flexinference.batch.internal.step.AskStep;
import com.flexinference.batch.internal.step.StepHeart;

/**
 * The step of a worker that sends the requests of a block.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class BlockStep<I, O> extends AskStep<I, O> {

	private final AskResources resources;

	private final Owner block;

	private final long repeated;

	private final Pacing pacing;

	BlockStep(AskDefinition<I, O> definition, AskResources resources, Owner block, long repeated, Pacing pacing) {
		super(definition, resources);
		setName(block.stepName());
		this.resources = resources;
		this.block = block;
		this.repeated = repeated;
		this.pacing = pacing;
	}

	@Override
	protected StepHeart heart(StepExecution stepExecution) {
		return StepHeart.keep(this.resources, this.block, this.repeated);
	}

	@Override
	protected Pacing pacing(StepExecution stepExecution) {
		return this.pacing;
	}

}
