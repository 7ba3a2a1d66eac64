package com.flexinference.batch;

import java.time.LocalTime;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.flexinference.batch.item.Answered;
import com.flexinference.client.FlexRequest;

/**
 * The code of the page on bulk requests.
 */
@Configuration(proxyBeanMethods = false)
class BulkPage {

	@Bean
	Job reviews(FlexJobs jobs, ItemReader<Review> reader, ItemWriter<Answered<Review, Sentiment>> writer) {
		return jobs.job("reviews", reader)
			.key(Review::id)
			.ask((review) -> FlexRequest.of((r) -> r.user("How does this customer feel? " + review.text())))
			.as(Sentiment.class)
			.write(writer)
			.finishBy(LocalTime.of(6, 0))
			.budget("25 USD")
			.concurrency(256)
			.build();
	}

	record Review(long id, String text) {
	}

	record Sentiment(String mood) {
	}

}
