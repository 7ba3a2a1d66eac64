package com.flexinference.samples.bulk;

import java.io.IOException;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.jdbc.DataSourceBuilder;
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
	DataSource dataSource(EmbeddedPostgres postgres) {
		return DataSourceBuilder.create().url(url(postgres)).build();
	}

	@Bean
	@Order(-1)
	Workers workers(EmbeddedPostgres postgres, LocalRouter router, BulkProperties properties) {
		return new Workers(url(postgres), router.baseUrl().toString(), properties);
	}

	private static String url(EmbeddedPostgres postgres) {
		return postgres.getJdbcUrl("postgres", "postgres");
	}

}
