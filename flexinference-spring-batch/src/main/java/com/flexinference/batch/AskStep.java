package com.flexinference.batch;

import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A step that keeps many requests in flight and writes the answers in the order in which
 * they come.
 *
 * @param <I> the type of the items
 * @param <O> the type of the answers
 */
final class AskStep<I, O> extends AbstractStep {

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	AskStep(String name, AskDefinition<I, O> definition, AskResources resources) {
		super(resources.jobRepository());
		setName(name);
		this.definition = definition;
		this.resources = resources;
	}

	@Override
	protected void doExecute(StepExecution stepExecution) throws Exception {
		try (StepHeart heart = StepHeart.start(this.resources, stepExecution)) {
			AskRun<I, O> run = new AskRun<>(this.definition, this.resources, stepExecution, heart);
			this.resources.running().add(run);
			try {
				run.execute();
			}
			finally {
				this.resources.running().remove(run);
			}
		}
	}

	@Override
	public void stop(StepExecution stepExecution) {
		this.resources.running()
			.stream()
			.filter((run) -> run.stepExecutionId() == stepExecution.getId())
			.forEach(AskRun::stop);
	}

}
