package com.flexinference.autoconfigure.batch;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;

import com.flexinference.client.InvalidConfigurationException;

/**
 * Creates the tables of the ledger.
 */
class LedgerInitializer extends PropertiesBasedDataSourceScriptDatabaseInitializer<FlexInferenceBatchProperties> {

	LedgerInitializer(DataSource dataSource, FlexInferenceBatchProperties properties) {
		super(dataSource, properties);
	}

	@Override
	public boolean initializeDatabase() {
		try {
			return super.initializeDatabase();
		}
		catch (IllegalStateException ex) {
			throw new InvalidConfigurationException("flexinference.batch.schema",
					"There is no script for the tables of bulk jobs: " + ex.getMessage() + ".",
					"Remove 'flexinference.batch.schema' and 'flexinference.batch.platform' to use the script of the"
							+ " database, which must be H2, MariaDB, MySQL or PostgreSQL.");
		}
	}

}
