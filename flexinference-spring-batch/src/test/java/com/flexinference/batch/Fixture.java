package com.flexinference.batch;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

import com.flexinference.batch.item.Answered;
import com.flexinference.batch.item.Failed;
import com.flexinference.client.FlexInferenceClient;
import com.flexinference.client.FlexRequest;
import com.flexinference.client.FlexResponse;
import com.flexinference.client.StartWithin;
import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

/**
 * A database, a router and jobs that ask for numbers.
 */
final class Fixture implements AutoCloseable {

	static final JobParameters NIGHT = new JobParametersBuilder().addString("night", "1").toJobParameters();

	private static final AtomicInteger databases = new AtomicInteger();

	final LocalRouter router = startRouter();

	final FlexInferenceClient client;

	final DataSource dataSource;

	private final String platform;

	final JdbcTransactionManager transactionManager;

	final JobRepository repository;

	final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

	final MapJobRegistry registry = new MapJobRegistry();

	final FlexJobs jobs;

	final JdbcTemplate jdbc;

	final List<String> written = new CopyOnWriteArrayList<>();

	final List<Failed<?>> failed = new CopyOnWriteArrayList<>();

	/**
	 * How often each prompt was sent.
	 */
	final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	volatile Duration latency = Duration.ZERO;

	Fixture() throws Exception {
		this("jdbc:h2:mem:bulk" + databases.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
	}

	Fixture(String url) throws Exception {
		this(JdbcConnectionPool.create(url, "sa", ""), "h2", Duration.ofSeconds(2));
	}

	Fixture(DataSource dataSource, String platform, Duration heartbeatTimeout) throws Exception {
		this.dataSource = dataSource;
		this.platform = platform;
		this.jdbc = new JdbcTemplate(dataSource);
		createTables(this.jdbc, platform);
		this.client = FlexInferenceClient.builder()
			.apiKey("test-key")
			.baseUrl(this.router.baseUrl().toString())
			.defaults(FlexRequest.of((r) -> r.model("gpt-5.5").startWithin(StartWithin.DEFAULT)))
			.build();
		this.router.on((request) -> {
			if (request.method().equals("POST")) {
				this.asked.computeIfAbsent(request.json().path("input").toString(), (key) -> new AtomicInteger())
					.incrementAndGet();
				return LocalAnswer.simulated().delayedBy(this.latency);
			}
			return null;
		});
		this.transactionManager = new JdbcTransactionManager(dataSource);
		JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
		factory.setDataSource(dataSource);
		factory.setTransactionManager(this.transactionManager);
		factory.afterPropertiesSet();
		this.repository = factory.getObject();
		this.operator.setJobRepository(this.repository);
		this.operator.setJobRegistry(this.registry);
		this.operator.afterPropertiesSet();
		this.jobs = new FlexJobs(this.client, new JsonMapper(), this.repository, dataSource, this.transactionManager,
				heartbeatTimeout, BatchRole.STANDALONE);
	}

	static LocalRouter startRouter() {
		return LocalRouter.builder()
			.latency(Duration.ZERO)
			.timeScale(Integer.MAX_VALUE)
			.apiKey("test-key")
			.build()
			.start();
	}

	static void createTables(JdbcTemplate jdbc, String platform) {
		ResourceDatabasePopulator tables = new ResourceDatabasePopulator();
		boolean exists = !jdbc
			.queryForList("select 1 from information_schema.tables where lower(table_name) = 'batch_job_instance'")
			.isEmpty();
		if (!exists) {
			tables.addScript(new ClassPathResource("org/springframework/batch/core/schema-" + platform + ".sql"));
		}
		tables.addScript(new ClassPathResource("com/flexinference/batch/schema-" + platform + ".sql"));
		tables.execute(jdbc.getDataSource());
	}

	/**
	 * Start a job that asks for the numbers below a limit.
	 * @param count the limit
	 * @return a builder with everything but a writer
	 */
	FlexJobBuilder<Long, FlexResponse> numbers(long count) {
		AtomicLong next = new AtomicLong();
		ItemReader<Long> reader = () -> (next.get() < count) ? next.getAndIncrement() : null;
		return this.jobs.job("numbers", reader)
			.key((number) -> number)
			.ask((number) -> FlexRequest.of((r) -> r.user("What is " + number + "?")));
	}

	/**
	 * Refuse the next requests.
	 * @param count how many
	 */
	void refuse(int count) {
		answer(count, LocalAnswer.error("rate_limit_exceeded").header("Retry-After", "0"));
	}

	/**
	 * Answer the next requests.
	 * @param count how many
	 * @param answer what to answer
	 */
	void answer(int count, LocalAnswer answer) {
		AtomicInteger left = new AtomicInteger(count);
		this.router.on((request) -> (request.method().equals("POST") && left.getAndDecrement() > 0) ? answer : null);
	}

	<I, O> ItemWriter<Answered<I, O>> writer() {
		return (chunk) -> chunk.forEach((answered) -> this.written.add(answered.key()));
	}

	void writeFailures(Chunk<? extends Failed<Long>> chunk) {
		this.failed.addAll(chunk.getItems());
	}

	JobExecution run(FlexJobBuilder<?, ?> builder) throws Exception {
		return run(builder.build());
	}

	JobExecution run(Job job) throws Exception {
		Set<String> names = Set.copyOf(this.registry.getJobNames());
		if (names.contains(job.getName())) {
			this.registry.unregister(job.getName());
		}
		this.registry.register(job);
		return this.operator.start(job, NIGHT);
	}

	long count(String condition) {
		return this.jdbc.queryForObject("select count(*) from flex_answer where " + condition, Long.class);
	}

	@Override
	public void close() {
		this.client.close();
		this.router.close();
		String drop = switch (this.platform) {
			case "h2" -> "drop all objects";
			case "mariadb" -> "drop database bulk";
			default -> "drop schema public cascade; create schema public";
		};
		this.jdbc.execute(drop);
	}

}
