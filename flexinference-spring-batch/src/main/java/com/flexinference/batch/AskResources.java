package com.flexinference.batch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.support.TransactionTemplate;

import com.flexinference.batch.internal.ledger.Heartbeats;
import com.flexinference.batch.internal.ledger.Ledger;
import com.flexinference.client.FlexInferenceClient;

/**
 * What all steps of an application share.
 *
 * @param client sends the requests
 * @param jobRepository keeps the executions
 * @param transactions runs transactions on the data source of the job repository
 * @param ledger keeps the answers
 * @param heartbeats knows which executions are alive
 * @param running the steps that run at present
 */
record AskResources(FlexInferenceClient client, JobRepository jobRepository, TransactionTemplate transactions,
		Ledger ledger, Heartbeats heartbeats, Set<AskRun<?, ?>> running) {

	AskResources(FlexInferenceClient client, JobRepository jobRepository, TransactionTemplate transactions,
			Ledger ledger, Heartbeats heartbeats) {
		this(client, jobRepository, transactions, ledger, heartbeats, ConcurrentHashMap.newKeySet());
	}

}
