package com.flexinference.batch.internal.ledger;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code flex_heartbeat}, in which each running step has a row with the time of
 * the database. A row that is too old may be taken over, and its former owner must not
 * write any more. A row without an owner tells how many requests were in flight when the
 * last execution of the step ended too early.
 */
public final class Heartbeats {

	static final long NOBODY = 0;

	static final String OWN = " where job_instance_id = ? and step_name = ? and job_execution_id = ?"
			+ " and step_execution_id = ? and block_no = ? and owner = ?";

	private final JdbcTemplate jdbc;

	private final Duration timeout;

	private final String expired;

	private final long process = ThreadLocalRandom.current().nextLong();

	/**
	 * Create an instance.
	 * @param dataSource the data source of the job repository
	 * @param timeout the time without a beat after which a step counts as dead
	 */
	public Heartbeats(DataSource dataSource, Duration timeout) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.timeout = timeout;
		this.expired = "beat < current_timestamp - interval '" + timeout.toMillis() / 1e3 + "' second";
	}

	/**
	 * Return the time without a beat after which a step counts as dead.
	 * @return the time
	 */
	public Duration timeout() {
		return this.timeout;
	}

	String expired() {
		return this.expired;
	}

	/**
	 * Return this process as the one that runs a step.
	 * @param jobInstanceId the job instance
	 * @param stepName the name of the step
	 * @param jobExecutionId the job execution
	 * @param stepExecutionId the execution of the step
	 * @param block the number of the block of items, 0 if the step has all items
	 * @return the owner
	 */
	public Owner owner(long jobInstanceId, String stepName, long jobExecutionId, long stepExecutionId, int block) {
		return new Owner(jobInstanceId, stepName, jobExecutionId, stepExecutionId, block, this.process);
	}

	/**
	 * Start to beat.
	 * @param owner the step
	 * @return how many requests were in flight when the last execution of the step died,
	 * or empty if another execution is alive
	 */
	public OptionalLong claim(Owner owner) {
		return insert(owner, "current_timestamp");
	}

	OptionalLong insert(Owner owner, String beat) {
		String dead = " from flex_heartbeat where job_instance_id = ? and step_name = ? and (job_execution_id = "
				+ NOBODY + " or " + this.expired + ")";
		Object[] step = { owner.jobInstanceId(), owner.stepName() };
		Long lost = this.jdbc.queryForObject("select coalesce(sum(in_flight), 0)" + dead, Long.class, step);
		this.jdbc.update("delete" + dead, step);
		try {
			this.jdbc.update(
					"insert into flex_heartbeat (job_instance_id, step_name, job_execution_id,"
							+ " step_execution_id, block_no, owner, beat) values (?, ?, ?, ?, ?, ?, " + beat + ")",
					owner.parameters());
			return OptionalLong.of((lost != null) ? lost : 0);
		}
		catch (DuplicateKeyException ex) {
			return OptionalLong.empty();
		}
	}

	/**
	 * Beat.
	 * @param owner the step
	 * @param inFlight the requests in flight
	 * @return whether the step still has its row
	 */
	public boolean beat(Owner owner, long inFlight) {
		return this.jdbc.update("update flex_heartbeat set beat = current_timestamp, in_flight = " + inFlight + OWN,
				owner.parameters()) > 0;
	}

	/**
	 * End to beat.
	 * @param owner the step
	 * @param inFlight the requests whose answers are not committed
	 */
	public void release(Owner owner, long inFlight) {
		if (inFlight > 0) {
			this.jdbc.update(
					"update flex_heartbeat set job_execution_id = " + NOBODY + ", in_flight = " + inFlight + OWN,
					owner.parameters());
		}
		else {
			this.jdbc.update("delete from flex_heartbeat" + OWN, owner.parameters());
		}
	}

	/**
	 * Return the job executions that beat, or did so until they died. Those of which only
	 * workers beat are not among them.
	 * @return the ids
	 */
	public List<Long> executions() {
		return this.jdbc.queryForList(
				"select distinct job_execution_id from flex_heartbeat where block_no = 0 and job_execution_id <> "
						+ NOBODY,
				Long.class);
	}

	/**
	 * Take the rows of a job execution that is dead, so that it cannot come back. Workers
	 * that are alive find out that their job has ended.
	 * @param jobExecutionId the job execution
	 * @return whether it is dead: all of its rows were too old, or gone
	 */
	public boolean bury(long jobExecutionId) {
		String bury = "update flex_heartbeat set job_execution_id = " + NOBODY + " where job_execution_id = ? and "
				+ this.expired;
		this.jdbc.update(bury + " and block_no = 0", jobExecutionId);
		if (executions().contains(jobExecutionId)) {
			return false;
		}
		this.jdbc.update(bury, jobExecutionId);
		return true;
	}

	/**
	 * The step that a row is for.
	 *
	 * @param jobInstanceId the job instance
	 * @param stepName the name of the step
	 * @param jobExecutionId the job execution
	 * @param stepExecutionId the execution of the step
	 * @param block the number of the block of items, 0 if the step has all items
	 * @param process the process that runs it
	 */
	public record Owner(long jobInstanceId, String stepName, long jobExecutionId, long stepExecutionId, int block,
			long process) {

		Object[] parameters() {
			return new Object[] { this.jobInstanceId, this.stepName, this.jobExecutionId, this.stepExecutionId,
					this.block, this.process };
		}

	}

}
