package com.flexinference.benchmarks.startup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that starts and ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {

	/**
	 * Start, print the milliseconds that took, and end.
	 * @param args not used
	 */
	public static void main(String[] args) {
		long begin = System.nanoTime();
		SpringApplication.run(Application.class, args).close();
		System.out.println("started in " + (System.nanoTime() - begin) / 1_000_000.0);
	}

}
