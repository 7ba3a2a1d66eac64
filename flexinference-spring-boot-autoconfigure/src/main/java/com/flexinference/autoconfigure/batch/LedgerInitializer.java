package com.flexinference.autoconfigure.batch;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;

/**
 * Creates the tables of the ledger.
 */
class LedgerInitializer extends PropertiesBasedDataSourceScriptDatabaseInitializer<FlexInferenceBatchProperties> {

	LedgerInitializer(DataSource dataSource, FlexInferenceBatchProperties properties) {
		super(dataSource, properties);
	}

}
