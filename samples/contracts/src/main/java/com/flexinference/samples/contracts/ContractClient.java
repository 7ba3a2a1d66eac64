package com.flexinference.samples.contracts;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import com.flexinference.template.FlexInference;
import com.flexinference.template.declared.DeclaredClient;
import com.flexinference.template.declared.Prompt;

/**
 * What is asked about contracts. It is a bean, as a repository would be.
 */
@DeclaredClient
@FlexInference(startWithin = "${contracts.window}")
interface ContractClient {

	@Prompt("Which risks does this contract have for the tenant? Answer in ${contracts.language}. {contract}")
	List<Risk> risks(String contract);

	@Prompt("Is this clause fair? {clause}")
	@FlexInference(startWithin = "default")
	Verdict judge(String clause);

	/**
	 * A risk of a contract.
	 *
	 * @param clause the clause that has it
	 * @param severity how bad it is
	 */
	record Risk(String clause, Severity severity) {

	}

	/**
	 * How bad a risk is.
	 */
	enum Severity {

		LOW, HIGH

	}

	/**
	 * A verdict on a clause. The model writes the reason first, and so thinks before it
	 * judges.
	 *
	 * @param reason why
	 * @param fair whether it is fair
	 */
	record Verdict(@JsonPropertyDescription("Two sentences, by German law.") String reason, boolean fair) {

	}

}
