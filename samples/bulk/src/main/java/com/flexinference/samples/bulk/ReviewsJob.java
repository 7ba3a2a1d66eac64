package com.flexinference.samples.bulk;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import com.flexinference.batch.FlexJobs;
import com.flexinference.batch.item.Answered;
import com.flexinference.client.FlexRequest;

/**
 * The job that classifies reviews and writes the result into a table.
 */
@Component
class ReviewsJob {

	Job create(FlexJobs jobs, BulkProperties properties, JdbcClient jdbc, ProgressLine line) {
		jdbc.sql("create table if not exists sentiment (review bigint primary key, mood varchar(10))").update();
		return properties.build(jobs.job("reviews", new Reviews(properties.reviews()))
			.key(Review::id)
			.ask((review) -> FlexRequest.of((r) -> r.user("How does this customer feel? " + review.text())))
			.as(Sentiment.class)
			.write(writer(jdbc))
			.items(properties.reviews()), line);
	}

	private ItemWriter<Answered<Review, Sentiment>> writer(JdbcClient jdbc) {
		return (chunk) -> chunk.forEach((answered) -> jdbc.sql(
				"merge into sentiment using (select cast(? as bigint) as review, cast(? as varchar(10)) as mood) as latest"
						+ " on sentiment.review = latest.review when matched then update set mood = latest.mood"
						+ " when not matched then insert (review, mood) values (latest.review, latest.mood)")
			.params(answered.item().id(), answered.value().mood().name())
			.update());
	}

}
