package com.flexinference.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application that tests of this package find.
 */
@SpringBootApplication
class TestApplication {

}
