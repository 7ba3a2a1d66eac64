package com.flexinference.samples.contracts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The terms of a contract.
 *
 * @param parties who made it
 * @param monthlyRent the rent
 * @param end when it ends, or {@code null} if it does not
 */
record Terms(List<Party> parties, BigDecimal monthlyRent, @Nullable LocalDate end) {

	/**
	 * One who made the contract.
	 *
	 * @param name the name
	 * @param role the role
	 */
	record Party(String name, Role role) {

	}

	/**
	 * The role of a party.
	 */
	enum Role {

		TENANT, LANDLORD

	}

}
