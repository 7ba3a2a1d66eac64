package com.flexinference.samples.bulk;

import java.util.List;
import java.util.stream.LongStream;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.IteratorItemReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import com.flexinference.batch.Answered;
import com.flexinference.batch.FlexJobs;
import com.flexinference.client.FlexRequest;

/**
 * The job that classifies reviews and writes the result into a table.
 */
@Component
class ReviewsJob {

	private static final List<String> TEXTS = List.of("I like it very much.", "It broke after two days.",
			"It does what it says.", "Never again!", "My children love it.");

	Job create(FlexJobs jobs, BulkProperties properties, JdbcClient jdbc, ProgressLine line) {
		jdbc.sql("create table if not exists sentiment (review bigint primary key, mood varchar(10))").update();
		return properties.build(jobs.job("reviews", reader(properties.reviews()))
			.key(Review::id)
			.ask((review) -> FlexRequest.of((r) -> r.user("How does this customer feel? " + review.text())))
			.as(Sentiment.class)
			.write(writer(jdbc))
			.items(properties.reviews()), line);
	}

	private ItemReader<Review> reader(int count) {
		return new IteratorItemReader<>(LongStream.range(0, count)
			.mapToObj((id) -> new Review(id, TEXTS.get((int) (id % TEXTS.size())) + " Order " + id + "."))
			.iterator());
	}

	private ItemWriter<Answered<Review, Sentiment>> writer(JdbcClient jdbc) {
		return (chunk) -> chunk.forEach((answered) -> jdbc.sql("merge into sentiment key (review) values (?, ?)")
			.params(answered.item().id(), answered.value().mood().name())
			.update());
	}

}
