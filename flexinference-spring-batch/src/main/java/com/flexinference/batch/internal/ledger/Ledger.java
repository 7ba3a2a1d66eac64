package com.flexinference.batch.internal.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

import com.flexinference.client.InvalidConfigurationException;

/**
 * The table {@code flex_answer}, to which rows are only added. It has each id once for
 * each job instance.
 */
public final class Ledger {

	private static final String COLUMNS = "job_instance_id, item_id, run_id, block_no, item_key, outcome, code, detail,"
			+ " tier, cost_micro_usd, step_execution_id";

	private static final String PARAMETERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

	private static final String INSERT = "into flex_answer (" + COLUMNS + ")";

	// The ways to add what is not there yet that a driver counts row by row.
	private static final String ABSENT = "insert " + INSERT + " select " + PARAMETERS + " from dual where not exists"
			+ " (select 1 from flex_answer where job_instance_id = ? and item_id = ? and run_id = ?)";

	private static final String IGNORE = "insert ignore " + INSERT + " values (" + PARAMETERS + ")";

	private static final String RETURNING = " returning item_id";

	private static final String H2 = "H2";

	private static final String POSTGRESQL = "PostgreSQL";

	private static final String MARIADB = "MariaDB";

	private static final List<String> PRODUCTS = List.of(POSTGRESQL, MARIADB, "MySQL", H2);

	private static final int MAX_KEY = 250;

	private static final int MAX_DETAIL = 2000;

	private final JdbcTemplate jdbc;

	private final String product;

	/**
	 * Create an instance.
	 * @param dataSource the data source of the job repository
	 * @throws InvalidConfigurationException if the database is none that is supported, or
	 * has no table
	 * @throws IllegalStateException if the database cannot be reached
	 */
	public Ledger(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(10_000);
		this.product = product(dataSource);
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

	private static String product(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getDatabaseProductName();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The database of the job repository cannot be reached", ex);
		}
	}

	/**
	 * Read what earlier executions have done.
	 * @param scope the part of the ledger to read
	 * @param ids takes the items whose requests are not to be sent again
	 */
	public void load(LedgerScope scope, ItemIds ids) {
		this.jdbc.query("select item_id from flex_answer where job_instance_id = ? and block_no = ? and run_id = 0",
				(RowCallbackHandler) (row) -> ids.add(ItemId.parse(row.getString(1))), scope.jobInstanceId(),
				scope.block());
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
		Map<String, Long> failures = new HashMap<>();
		long[] sums = new long[4];
		this.jdbc.query("select outcome, code, tier, count(*), count(cost_micro_usd), sum(cost_micro_usd)"
				+ " from flex_answer where job_instance_id = ? and (run_id = 0 or run_id >= ?)"
				+ " group by outcome, code, tier", (RowCallbackHandler) (row) -> {
					long rows = row.getLong(4);
					boolean answered = "ANSWERED".equals(row.getString(1));
					(answered ? tiers : failures).merge(Objects.toString(row.getString(answered ? 3 : 2), "unknown"),
							rows, Long::sum);
					sums[0] += row.getLong(5);
					sums[1] += answered ? rows - row.getLong(5) : 0;
					sums[2] += row.getLong(6);
					sums[3] += "flex".equals(row.getString(3)) ? 2 * row.getLong(6) : row.getLong(6);
				}, jobInstanceId, sinceStepExecutionId);
		double estimated = (sums[0] > 0) ? 1 + (double) sums[1] / sums[0] : 1;
		return new Totals(tiers.values().stream().mapToLong(Long::longValue).sum(), failures, tiers, sums[1],
				Math.round(sums[2] * estimated), Math.round(sums[3] * estimated));
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
			default -> addCounting(scope, sorted);
		};
	}

	private List<LedgerRow> addReturning(String insert, String conflict, LedgerScope scope, List<LedgerRow> rows) {
		String sql = insert + INSERT + " values "
				+ String.join(", ", Collections.nCopies(rows.size(), "(" + PARAMETERS + ")")) + conflict + RETURNING;
		ItemIds added = new ItemIds();
		this.jdbc.query(sql, (statement) -> {
			int index = 1;
			for (LedgerRow row : rows) {
				index = set(statement, index, scope, row);
			}
		}, (RowCallbackHandler) (row) -> added.add(ItemId.parse(row.getString(1))));
		return rows.stream().filter((row) -> !added.add(row.id())).toList();
	}

	private List<LedgerRow> addCounting(LedgerScope scope, List<LedgerRow> rows) {
		boolean absent = this.product.equals(H2);
		int[][] counts = this.jdbc.batchUpdate(absent ? ABSENT : IGNORE, rows, rows.size(), (statement, row) -> {
			int index = set(statement, 1, scope, row);
			if (absent) {
				statement.setLong(index++, scope.jobInstanceId());
				statement.setString(index++, row.id().toString());
				statement.setLong(index, run(scope, row));
			}
		});
		List<LedgerRow> added = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			if (counts[0][i] == Statement.SUCCESS_NO_INFO) {
				throw new InvalidDataAccessResourceUsageException("The database driver does not count the rows of a"
						+ " batch. Remove 'rewriteBatchedStatements' from the URL of the data source.");
			}
			if (counts[0][i] > 0) {
				added.add(rows.get(i));
			}
		}
		return added;
	}

	private static int set(PreparedStatement statement, int first, LedgerScope scope, LedgerRow row)
			throws SQLException {
		int index = first;
		statement.setLong(index++, scope.jobInstanceId());
		statement.setString(index++, row.id().toString());
		statement.setLong(index++, run(scope, row));
		statement.setInt(index++, scope.block());
		statement.setString(index++, cut(row.key(), MAX_KEY));
		statement.setString(index++, row.outcome().name());
		statement.setString(index++, cut(row.code(), 100));
		statement.setString(index++, cut(row.detail(), MAX_DETAIL));
		statement.setString(index++, cut(row.tier(), 50));
		statement.setObject(index++, row.costMicroUsd(), Types.BIGINT);
		statement.setLong(index++, scope.stepExecutionId());
		return index;
	}

	private static long run(LedgerScope scope, LedgerRow row) {
		// Each execution may give up an item once.
		return (row.outcome() == LedgerRow.Outcome.GAVE_UP) ? scope.stepExecutionId() : 0;
	}

	private static @Nullable String cut(@Nullable String text, int length) {
		if (text == null) {
			return null;
		}
		// PostgreSQL has no place for the character zero.
		String clean = text.replace('\0', ' ');
		return (clean.length() > length) ? clean.substring(0, length) : clean;
	}

}
