package com.flexinference.samples.contracts;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application that reads a contract on start.
 */
@SpringBootApplication
public class ContractsApplication {

	private static final String CONTRACT = "The tenant, Ann, rents the flat from Bob for 900 EUR a month.";

	public static void main(String[] args) {
		SpringApplication.run(ContractsApplication.class, args);
	}

	@Bean
	CommandLineRunner read(ContractService contracts) {
		return (args) -> {
			System.out.println("Summary  " + contracts.summarize(CONTRACT));
			System.out.println("Terms    " + contracts.terms(CONTRACT));
			System.out.println("Risks    " + contracts.review(CONTRACT));
		};
	}

}
