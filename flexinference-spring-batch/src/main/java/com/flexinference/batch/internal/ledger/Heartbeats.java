package com.flexinference.batch.internal.ledger;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code flex_heartbeat}, in which each running step has a row with the time of
 * the database, and so has each block of items that is not done. A row that is too old
 * may be taken over, and its former owner must not write any more. A block that nobody
 * has taken looks like one whose worker died. A row without a job execution tells how
 * many requests were in flight when the last execution of the step ended too early.
 * Methods that change a row return whether the process still had it.
 */
public final class Heartbeats {

	private static final String NOBODY = "job_execution_id = 0";

	private static final String NEVER = "timestamp '2000-01-01 00:00:00'";

	private static final String STEP = " where job_instance_id = :jobInstanceId and step_name = :stepName";

	private static final String OWN = STEP + " and job_execution_id = :jobExecutionId and owner = :owner"
			+ " and claims = :claims";

	private static final String BLOCKS = "block_no > 0 and not " + NOBODY + " and ";

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final Duration timeout;

	private final String expired;

	private final long process = ThreadLocalRandom.current().nextLong();

	public Heartbeats(DataSource dataSource, TransactionTemplate transactions, Duration timeout) {
		this.jdbc = JdbcClient.create(dataSource);
		this.transactions = transactions;
		this.timeout = timeout;
		this.expired = "beat < current_timestamp - " + seconds(timeout);
	}

	public Duration timeout() {
		return this.timeout;
	}

	public @Nullable Lease claim(StepExecution step) {
		return inTransaction(() -> insert(step, 0, "current_timestamp"));
	}

	public boolean offer(StepExecution step, int block) {
		return inTransaction(() -> insert(step, block, NEVER)) != null;
	}

	private Optional<Lease> insert(StepExecution step, int block, String beat) {
		long instance = step.getJobExecution().getJobInstanceId();
		String dead = " from flex_heartbeat" + STEP + " and (" + NOBODY + " or " + this.expired + ")";
		long inFlight = this.jdbc.sql("select coalesce(sum(in_flight), 0)" + dead)
			.param("jobInstanceId", instance)
			.param("stepName", step.getStepName())
			.query(Long.class)
			.single();
		Lease lease = new Lease(instance, step.getStepName(), step.getJobExecutionId(), step.getId(), block,
				this.process, 0, inFlight);
		update("delete" + dead, lease);
		try {
			update("insert into flex_heartbeat (job_instance_id, step_name, job_execution_id, step_execution_id,"
					+ " block_no, owner, claims, in_flight, beat) values (:jobInstanceId, :stepName, :jobExecutionId,"
					+ " :stepExecutionId, :blockNo, :owner, :claims, :inFlight, " + beat + ")", lease);
			return Optional.of(lease);
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	public @Nullable Lease take(String step, boolean idle) {
		return inTransaction(() -> takeFirst(step, idle));
	}

	private Optional<Lease> takeFirst(String step, boolean idle) {
		// A worker with other blocks gets none whose workers died twice. Otherwise the
		// block that ends the process would not be known.
		Optional<Lease> taken = this.jdbc
			.sql("select job_instance_id, step_name, job_execution_id, step_execution_id, block_no, in_flight, "
					+ this.process + " as owner, claims + 1 as claims from flex_heartbeat where " + BLOCKS
					+ this.expired + (idle ? "" : " and claims < " + Lease.DEATHS)
					+ " and position(:step in step_name) = 1"
					+ " order by job_execution_id, block_no limit 1 for update skip locked")
			.param("step", step + ":")
			.query(Lease.class)
			.optional();
		taken.ifPresent((lease) -> update(
				"update flex_heartbeat set owner = :owner, claims = :claims, beat = current_timestamp" + STEP, lease));
		return taken;
	}

	private @Nullable Lease inTransaction(Supplier<Optional<Lease>> row) {
		return this.transactions.execute((status) -> row.get()).orElse(null);
	}

	public boolean beat(Lease lease, long inFlight) {
		return updateOwn(lease, "beat = current_timestamp, in_flight = " + inFlight);
	}

	public boolean renew(Lease lease, long stepExecutionId) {
		return updateOwn(lease, "beat = current_timestamp, step_execution_id = " + stepExecutionId);
	}

	public void giveBack(Lease lease) {
		updateOwn(lease, "beat = " + NEVER + ", in_flight = 0, claims = claims - 1");
	}

	public boolean end(Lease lease) {
		return update("delete from flex_heartbeat" + OWN + " and in_flight = 0", lease) || updateOwn(lease, NOBODY);
	}

	private boolean updateOwn(Lease lease, String values) {
		return update("update flex_heartbeat set " + values + OWN, lease);
	}

	private boolean update(String sql, Lease lease) {
		return this.jdbc.sql(sql).paramSource(lease).update() > 0;
	}

	public void withdrawFreeBlocks(long jobExecutionId) {
		this.jdbc.sql("delete from flex_heartbeat where job_execution_id = ? and " + BLOCKS + this.expired)
			.param(jobExecutionId)
			.update();
	}

	public int openBlocks(long jobExecutionId) {
		return count("count(*)", "job_execution_id = ?", jobExecutionId);
	}

	public int workers(long jobInstanceId) {
		return count("count(distinct owner)", "job_instance_id = ? and not " + this.expired, jobInstanceId);
	}

	public int requestsInFlight(long jobInstanceId) {
		return count("coalesce(sum(in_flight), 0)", "job_instance_id = ? and not " + this.expired, jobInstanceId);
	}

	/**
	 * Exchange with the other workers of a job for how long the service takes no
	 * requests. The row of the manager has the longest time.
	 * @param jobInstanceId the job instance
	 * @param held the time for this worker
	 * @return the time for all workers
	 */
	public Duration hold(long jobInstanceId, Duration held) {
		String manager = " where job_instance_id = ? and block_no = 0";
		Duration shared = this.jdbc
			.sql("select current_timestamp(6), max(held_until) from flex_heartbeat" + manager
					+ " and held_until > current_timestamp(6)")
			.param(jobInstanceId)
			.query((row, number) -> between(row.getTimestamp(1), row.getTimestamp(2)))
			.single();
		// Less than a second is over before others read it.
		if (held.minus(shared).toSeconds() > 0) {
			this.jdbc.sql("update flex_heartbeat set held_until = current_timestamp(6) + " + seconds(held) + manager)
				.param(jobInstanceId)
				.update();
		}
		return shared;
	}

	private static Duration between(Timestamp now, @Nullable Timestamp until) {
		return (until != null) ? Duration.between(now.toInstant(), until.toInstant()) : Duration.ZERO;
	}

	private static String seconds(Duration time) {
		return "interval '" + time.toMillis() / 1e3 + "' second";
	}

	private int count(String what, String condition, long id) {
		return this.jdbc.sql("select " + what + " from flex_heartbeat where " + BLOCKS + condition)
			.param(id)
			.query(Integer.class)
			.single();
	}

	public List<Long> executions() {
		// Those of which only workers beat are not among them.
		return this.jdbc
			.sql("select distinct job_execution_id from flex_heartbeat where block_no = 0 and not " + NOBODY)
			.query(Long.class)
			.list();
	}

	/**
	 * Take the rows of a job execution that is dead, so that it cannot come back. Workers
	 * that are alive find out that their job has ended.
	 * @param jobExecutionId the job execution
	 * @return whether it is dead: all of its rows were too old, or gone
	 */
	public boolean bury(long jobExecutionId) {
		String bury = "update flex_heartbeat set " + NOBODY + " where job_execution_id = ? and " + this.expired;
		this.jdbc.sql(bury + " and block_no = 0").param(jobExecutionId).update();
		if (executions().contains(jobExecutionId)) {
			return false;
		}
		this.jdbc.sql(bury).param(jobExecutionId).update();
		return true;
	}

}
