package com.flexinference.samples.bulk;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;

import com.flexinference.router.LocalRouter;

/**
 * Starts PostgreSQL and three workers beside this process, which is their manager.
 */
@Configuration(proxyBeanMethods = false)
@Profile("machines")
class MachinesConfiguration {

	@Bean
	EmbeddedPostgres postgres() throws IOException {
		return EmbeddedPostgres.start();
	}

	@Bean
	JdbcConnectionDetails connectionDetails(EmbeddedPostgres postgres) {
		return new JdbcConnectionDetails() {

			@Override
			public String getUsername() {
				return "postgres";
			}

			@Override
			public String getPassword() {
				return "postgres";
			}

			@Override
			public String getJdbcUrl() {
				return postgres.getJdbcUrl("postgres", "postgres");
			}

		};
	}

	@Bean
	@Order(-1)
	Workers workers(JdbcConnectionDetails database, LocalRouter router, BulkProperties properties) {
		return new Workers(database, router.baseUrl().toString(), properties);
	}

}
