package com.flexinference.samples.bulk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Runs the job and ends. Run it again to go on where it was killed.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BulkApplication {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(BulkApplication.class, args)));
	}

}
