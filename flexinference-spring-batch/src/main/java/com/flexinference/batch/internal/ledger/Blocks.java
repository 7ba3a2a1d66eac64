package com.flexinference.batch.internal.ledger;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

import com.flexinference.batch.internal.ledger.Heartbeats.Owner;

/**
 * The blocks of items in the table {@code flex_heartbeat}. A block that nobody works on
 * has a heartbeat that is too old, like one whose worker died, so that the next worker
 * can take it. A block that is done has no row.
 */
public final class Blocks {

	private static final String OPEN = "block_no > 0 and job_execution_id <> " + Heartbeats.NOBODY + " and ";

	private static final String NEVER = "timestamp '2000-01-01 00:00:00'";

	private final JdbcTemplate jdbc;

	private final Heartbeats heartbeats;

	/**
	 * Create an instance.
	 * @param dataSource the data source of the job repository
	 * @param heartbeats the heartbeats
	 */
	public Blocks(DataSource dataSource, Heartbeats heartbeats) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.heartbeats = heartbeats;
	}

	/**
	 * Offer a block to the workers.
	 * @param block the block
	 * @return whether no other execution works on it
	 */
	public boolean offer(Owner block) {
		OptionalLong inFlight = this.heartbeats.insert(block, NEVER);
		inFlight.ifPresent((count) -> this.jdbc
			.update("update flex_heartbeat set in_flight = " + count + Heartbeats.OWN, block.parameters()));
		return inFlight.isPresent();
	}

	/**
	 * Take a block in the current transaction.
	 * @param steps the names of the steps that are known
	 * @return the block, which is owned by this process from now on, and the requests
	 * that were in flight when its last owner died, or nothing
	 */
	public Map<Owner, Long> take(List<String> steps) {
		String known = String.join(" or ", Collections.nCopies(steps.size(), "position(? in step_name) = 1"));
		Map<Owner, Long> taken = new HashMap<>();
		this.jdbc.query(
				"select * from flex_heartbeat where " + OPEN + this.heartbeats.expired() + " and (" + known
						+ ") order by job_execution_id, block_no limit 1 for update skip locked",
				(RowCallbackHandler) (row) -> taken
					.put(this.heartbeats.owner(row.getLong("job_instance_id"), row.getString("step_name"),
							row.getLong("job_execution_id"), row.getLong("step_execution_id"), row.getInt("block_no")),
							row.getLong("in_flight")),
				steps.stream().map((step) -> step + ":").toArray());
		taken.keySet()
			.forEach((block) -> this.jdbc.update(
					"update flex_heartbeat set owner = ?, beat = current_timestamp"
							+ " where job_instance_id = ? and step_name = ?",
					block.process(), block.jobInstanceId(), block.stepName()));
		return taken;
	}

	/**
	 * Go on with a block in another execution of its step.
	 * @param block the block, which is owned by this process
	 * @param stepExecutionId the execution of the step
	 * @return the block, or {@code null} if this process has lost it
	 */
	public @Nullable Owner renew(Owner block, long stepExecutionId) {
		int updated = this.jdbc.update("update flex_heartbeat set step_execution_id = " + stepExecutionId
				+ ", beat = current_timestamp" + Heartbeats.OWN, block.parameters());
		return (updated == 0) ? null : this.heartbeats.owner(block.jobInstanceId(), block.stepName(),
				block.jobExecutionId(), stepExecutionId, block.block());
	}

	/**
	 * Leave a block to another worker, after all its answers were committed.
	 * @param block the block
	 */
	public void giveBack(Owner block) {
		this.jdbc.update("update flex_heartbeat set in_flight = 0, beat = " + NEVER + Heartbeats.OWN,
				block.parameters());
	}

	/**
	 * End a block, and remember the requests in flight if it is not done.
	 * @param block the block
	 */
	public void end(Owner block) {
		this.jdbc.update("update flex_heartbeat set job_execution_id = " + Heartbeats.NOBODY + Heartbeats.OWN
				+ " and in_flight > 0", block.parameters());
		this.heartbeats.release(block, 0);
	}

	/**
	 * Return whether this process still has a block.
	 * @param block the block
	 * @return whether it has
	 */
	public boolean isOwned(Owner block) {
		return this.jdbc.update("update flex_heartbeat set beat = current_timestamp" + Heartbeats.OWN,
				block.parameters()) > 0;
	}

	/**
	 * Withdraw the blocks that nobody works on.
	 * @param jobExecutionId the job execution
	 */
	public void withdraw(long jobExecutionId) {
		this.jdbc.update(
				"delete from flex_heartbeat where job_execution_id = ? and " + OPEN + this.heartbeats.expired(),
				jobExecutionId);
	}

	/**
	 * Return the number of blocks that are not done.
	 * @param jobExecutionId the job execution
	 * @return the number
	 */
	public int open(long jobExecutionId) {
		return count("count(*)", "job_execution_id = ?", jobExecutionId);
	}

	/**
	 * Return the number of processes that work on a job.
	 * @param jobInstanceId the job instance
	 * @return the number
	 */
	public int workers(long jobInstanceId) {
		return count("count(distinct owner)", "job_instance_id = ? and not " + this.heartbeats.expired(),
				jobInstanceId);
	}

	/**
	 * Return the number of requests in flight of a job.
	 * @param jobInstanceId the job instance
	 * @return the number
	 */
	public int inFlight(long jobInstanceId) {
		return count("coalesce(sum(in_flight), 0)", "job_instance_id = ? and not " + this.heartbeats.expired(),
				jobInstanceId);
	}

	private int count(String what, String condition, long id) {
		Integer count = this.jdbc.queryForObject("select " + what + " from flex_heartbeat where " + OPEN + condition,
				Integer.class, id);
		return (count != null) ? count : 0;
	}

}
