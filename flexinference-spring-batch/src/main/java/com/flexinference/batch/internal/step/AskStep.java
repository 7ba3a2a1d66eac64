package com.flexinference.batch.internal.step;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

import com.flexinference.batch.internal.ledger.Totals;
import com.flexinference.batch.internal.plan.Pacing;

/**
 * A step that keeps many requests in flight and writes the answers in the order in which
 * they arrive.
 */
public class AskStep<I, O> extends AbstractStep {

	private final AskDefinition<I, O> definition;

	private final AskResources resources;

	public AskStep(AskDefinition<I, O> definition, AskResources resources) {
		super(resources.jobRepository());
		this.definition = definition;
		this.resources = resources;
	}

	@Override
	protected final void doExecute(StepExecution stepExecution) throws Exception {
		try (StepHeart heart = heart(stepExecution)) {
			long repeated = heart.repeated(stepExecution);
			this.resources.run(new AskRun<>(this.definition, this.resources, stepExecution, heart,
					pacing(stepExecution, repeated), repeated));
		}
	}

	protected StepHeart heart(StepExecution stepExecution) throws JobExecutionAlreadyRunningException {
		return StepHeart.start(this.resources, stepExecution);
	}

	protected Pacing pacing(StepExecution stepExecution, long repeated) {
		JobExecution execution = stepExecution.getJobExecution();
		Totals earlier = this.resources.ledger().totals(execution.getJobInstanceId(), 0);
		return this.definition.pacing().start(this.resources.client(), execution.getStartTime(), earlier, repeated);
	}

	@Override
	public final void stop(StepExecution stepExecution) {
		this.resources.stop(stepExecution);
	}

}
