package com.flexinference.samples.contracts;

import java.util.List;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.stereotype.Service;

import com.flexinference.template.FlexInference;
import com.flexinference.template.FlexInferenceTemplate;

/**
 * Reads contracts. Which model, format and window it uses is said beside the code, in
 * annotations and properties.
 */
@Service
class ContractService {

	private final FlexInferenceTemplate flex;

	private final ContractClient client;

	ContractService(FlexInferenceTemplate flex, ContractClient client) {
		this.flex = flex;
		this.client = client;
	}

	@FlexInference(startWithin = "30s", system = "You are a careful lawyer.")
	String summarize(String contract) {
		return this.flex.ask("Summarize: " + contract).text();
	}

	@RegisterReflectionForBinding(Terms.class)
	@FlexInference(startWithin = "30s", format = "${contracts.terms-format:responses}")
	Terms terms(String contract) {
		return this.flex.ask("What are the terms of this contract? " + contract).as(Terms.class);
	}

	@Nightly(within = "2m")
	List<ContractClient.Risk> review(String contract) {
		this.flex.ask("List the clauses: " + contract).text();
		return this.client.risks(contract);
	}

}
