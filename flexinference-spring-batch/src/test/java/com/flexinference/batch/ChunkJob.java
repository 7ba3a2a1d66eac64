package com.flexinference.batch;

import java.util.Map;

import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job of {@link JobProcess} as it is written without this module: chunks of Spring
 * Batch whose items are processed at the same time, by the OpenAI model of Spring AI.
 */
final class ChunkJob {

	private static final int CHUNK = 200;

	private ChunkJob() {
	}

	static Job create(JobRepository repository, PlatformTransactionManager transactions, JdbcTemplate jdbc,
			String baseUrl, int count) {
		OpenAiChatOptions.Builder options = OpenAiChatOptions.builder();
		options.baseUrl(baseUrl);
		options.apiKey("test-key");
		options.model("gpt-5.5");
		options.extraBody(Map.of("start_within", "default"));
		OpenAiChatModel model = OpenAiChatModel.builder().options(options.build()).build();
		ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
		threads.setCorePoolSize(JobProcess.CONCURRENCY);
		threads.setDaemon(true);
		threads.initialize();
		Numbers reader = new Numbers(count);
		reader.setName("numbers");
		return new JobBuilder("chunks", repository).start(
				new ChunkOrientedStepBuilder<Long, Long>("chunks", repository, CHUNK).transactionManager(transactions)
					.reader(reader)
					.processor((number) -> {
						model.call("What is " + number + "?");
						return number;
					})
					.writer((chunk) -> chunk.forEach((number) -> jdbc.update("insert into written values (?)", number)))
					.taskExecutor(threads)
					.build())
			.build();
	}

	private static final class Numbers extends AbstractItemCountingItemStreamItemReader<Long> {

		private final int count;

		private long next;

		Numbers(int count) {
			this.count = count;
		}

		@Override
		protected Long doRead() {
			return (this.next < this.count) ? this.next++ : null;
		}

		@Override
		protected void jumpToItem(int item) {
			this.next = item;
		}

		@Override
		protected void doOpen() {
		}

		@Override
		protected void doClose() {
		}

	}

}
