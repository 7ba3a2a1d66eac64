package com.flexinference.batch.internal.ledger;

import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SqlParameterValue;

import com.flexinference.client.InvalidConfigurationException;

/**
 * The table {@code flex_answer}, to which rows are only added. It has each id once for
 * each job instance.
 */
public final class Ledger {

	private static final String INSERT = "into flex_answer (job_instance_id, item_id, run_id, block_no, item_key, outcome,"
			+ " code, detail, tier, start_within, cost_micro_usd, step_execution_id)";

	private static final String VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

	// The ways to add what is not there yet that a driver counts row by row.
	private static final String ABSENT = "insert " + INSERT
			+ " select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 where not exists"
			+ " (select 1 from flex_answer where job_instance_id = ?1 and item_id = ?2 and run_id = ?3)";

	private static final String IGNORE = "insert ignore " + INSERT + " values " + VALUES;

	private static final String H2 = "H2";

	private static final String POSTGRESQL = "PostgreSQL";

	private static final String MARIADB = "MariaDB";

	private static final List<String> PRODUCTS = List.of(POSTGRESQL, MARIADB, "MySQL", H2);

	private final JdbcTemplate jdbc;

	private final String product;

	public Ledger(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(10_000);
		this.product = Objects.requireNonNull(this.jdbc
			.execute((ConnectionCallback<String>) (connection) -> connection.getMetaData().getDatabaseProductName()));
		if (!PRODUCTS.contains(this.product)) {
			throw new InvalidConfigurationException("spring.datasource.url",
					"The ledger of bulk requests does not support the database '" + this.product
							+ "' of the job repository.",
					"Use one of " + PRODUCTS + ".");
		}
		checkTable();
	}

	private void checkTable() {
		try {
			this.jdbc.query("select item_id from flex_answer where 1 = 0", (row, number) -> row.getString(1));
		}
		catch (BadSqlGrammarException ex) {
			throw new InvalidConfigurationException("flexinference.batch.initialize-schema",
					"The table 'flex_answer' of bulk jobs cannot be read.",
					"Set 'flexinference.batch.initialize-schema=always', or create the tables with the script 'schema-"
							+ this.product.toLowerCase(Locale.ROOT) + ".sql' of flexinference-spring-batch.");
		}
	}

	/**
	 * Read the items whose requests are not to be sent again.
	 * @param scope the part of the ledger to read
	 * @param action called for each item
	 */
	public void load(LedgerScope scope, Consumer<ItemId> action) {
		// A job may run without blocks first and with them later, or the other way round.
		String part = (scope.block() != 0) ? " and block_no in (0, " + scope.block() + ")" : "";
		this.jdbc.query("select item_id from flex_answer where job_instance_id = ? and run_id = 0" + part,
				(RowCallbackHandler) (row) -> action.accept(ItemId.parse(row.getString(1))), scope.jobInstanceId());
	}

	/**
	 * Find the items whose requests are not to be sent again.
	 * @param scope the execution, which may have given up items itself
	 * @param ids the items to look for
	 * @return those that are there
	 */
	public List<ItemId> find(LedgerScope scope, List<ItemId> ids) {
		if (ids.isEmpty()) {
			return List.of();
		}
		if (this.product.equals(H2) && ids.size() > 1) {
			// It would read the whole job instance for a list of ids.
			return ids.stream().flatMap((id) -> find(scope, List.of(id)).stream()).toList();
		}
		String sql = "select item_id from flex_answer where job_instance_id = ? and run_id in (0, ?) and item_id in ("
				+ String.join(", ", Collections.nCopies(ids.size(), "?")) + ")";
		List<Object> values = new ArrayList<>(List.of(scope.jobInstanceId(), scope.stepExecutionId()));
		ids.forEach((id) -> values.add(id.toString()));
		return this.jdbc.query(sql, (row, number) -> ItemId.parse(row.getString(1)), values.toArray());
	}

	/**
	 * Read what all executions of a job have done.
	 * @param jobInstanceId the job instance
	 * @param sinceStepExecutionId the first execution whose items that it asked as often
	 * as allowed count as given up
	 * @return the totals
	 */
	public Totals totals(long jobInstanceId, long sinceStepExecutionId) {
		Map<String, Long> tiers = new HashMap<>();
		Map<String, Long> windows = new HashMap<>();
		Map<String, Long> failures = new HashMap<>();
		long[] sums = new long[4];
		this.jdbc.query(
				"select outcome, code, tier, start_within, count(*) as answers, count(cost_micro_usd) as priced,"
						+ " sum(cost_micro_usd) as cost from flex_answer where job_instance_id = ?"
						+ " and (run_id = 0 or run_id >= ?) group by outcome, code, tier, start_within",
				(RowCallbackHandler) (row) -> {
					long answers = row.getLong("answers");
					long priced = row.getLong("priced");
					long cost = row.getLong("cost");
					if ("ANSWERED".equals(row.getString("outcome"))) {
						count(tiers, row.getString("tier"), answers);
						count(windows, row.getString("start_within"), answers);
						sums[1] += answers - priced;
					}
					else {
						count(failures, row.getString("code"), answers);
					}
					sums[0] += priced;
					sums[2] += cost;
					sums[3] += "flex".equals(row.getString("tier")) ? 2 * cost : cost;
				}, jobInstanceId, sinceStepExecutionId);
		double estimated = (sums[0] > 0) ? 1 + (double) sums[1] / sums[0] : 1;
		return new Totals(tiers.values().stream().mapToLong(Long::longValue).sum(), failures, tiers, windows, sums[1],
				Math.round(sums[2] * estimated), Math.round(sums[3] * estimated));
	}

	private static void count(Map<String, Long> counts, @Nullable String name, long answers) {
		counts.merge((name != null) ? name : "unknown", answers, Long::sum);
	}

	/**
	 * Add rows in the current transaction.
	 * @param scope the part of the ledger to add to
	 * @param rows the rows
	 * @return those that were not there before
	 */
	public List<LedgerRow> add(LedgerScope scope, List<LedgerRow> rows) {
		// In the same order everywhere, so that two transactions cannot wait for each
		// other.
		List<LedgerRow> sorted = new ArrayList<>(rows);
		sorted.sort(Comparator.comparing((row) -> row.id().toString()));
		return switch (this.product) {
			case POSTGRESQL -> addReturning("insert ", " on conflict do nothing", scope, sorted);
			// The driver of MariaDB does not count the rows of a batch one by one.
			case MARIADB -> addReturning("insert ignore ", "", scope, sorted);
			case H2 -> addCounting(ABSENT, scope, sorted);
			default -> addCounting(IGNORE, scope, sorted);
		};
	}

	private List<LedgerRow> addReturning(String insert, String conflict, LedgerScope scope, List<LedgerRow> rows) {
		String sql = insert + INSERT + " values " + String.join(", ", Collections.nCopies(rows.size(), VALUES))
				+ conflict + " returning item_id";
		Object[] values = rows.stream().flatMap((row) -> Stream.of(values(scope, row))).toArray();
		Set<String> added = new HashSet<>(this.jdbc.queryForList(sql, String.class, values));
		return rows.stream().filter((row) -> added.contains(row.id().toString())).toList();
	}

	private List<LedgerRow> addCounting(String insert, LedgerScope scope, List<LedgerRow> rows) {
		int[] counts = this.jdbc.batchUpdate(insert, rows.stream().map((row) -> values(scope, row)).toList());
		List<LedgerRow> added = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			if (counts[i] == Statement.SUCCESS_NO_INFO) {
				throw new InvalidDataAccessResourceUsageException("The database driver does not count the rows of a"
						+ " batch. Remove 'rewriteBatchedStatements' from the URL of the data source.");
			}
			if (counts[i] > 0) {
				added.add(rows.get(i));
			}
		}
		return added;
	}

	private static Object[] values(LedgerScope scope, LedgerRow row) {
		// Each execution may give up an item once.
		long run = (row.outcome() == LedgerRow.Outcome.GAVE_UP) ? scope.stepExecutionId() : 0;
		return new Object[] { scope.jobInstanceId(), row.id().toString(), run, scope.block(), text(row.key(), 250),
				row.outcome().name(), text(row.code(), 100), text(row.detail(), 2000), text(row.tier(), 50),
				text(row.startWithin(), 20), new SqlParameterValue(Types.BIGINT, row.costMicroUsd()),
				scope.stepExecutionId() };
	}

	private static SqlParameterValue text(@Nullable String text, int length) {
		// PostgreSQL has no place for the character zero.
		String clean = (text != null) ? text.replace('\0', ' ') : null;
		return new SqlParameterValue(Types.VARCHAR,
				(clean != null) ? clean.substring(0, Math.min(length, clean.length())) : null);
	}

}
