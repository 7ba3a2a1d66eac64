package com.flexinference.samples.bulk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the job and ends. Run it again to go on where it was killed. A worker takes blocks
 * until it is stopped.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BulkApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(BulkApplication.class, args);
		if (!context.getEnvironment().matchesProfiles("worker")) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
