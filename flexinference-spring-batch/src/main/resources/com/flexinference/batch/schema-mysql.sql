create table if not exists flex_answer (
	job_instance_id bigint not null,
	item_id char(32) not null,
	run_id bigint not null,
	block_no int not null,
	item_key varchar(250) not null,
	outcome varchar(10) not null,
	code varchar(100),
	detail varchar(2000),
	tier varchar(50),
	start_within varchar(20),
	cost_micro_usd bigint,
	step_execution_id bigint not null,
	created_at timestamp(6) default current_timestamp(6) not null,
	primary key (job_instance_id, item_id, run_id),
	key flex_answer_block (job_instance_id, block_no)
) engine = InnoDB;

create table if not exists flex_heartbeat (
	job_instance_id bigint not null,
	step_name varchar(100) binary not null,
	job_execution_id bigint not null,
	step_execution_id bigint default 0 not null,
	block_no int default 0 not null,
	owner bigint default 0 not null,
	claims int default 0 not null,
	in_flight bigint default 0 not null,
	beat timestamp(6) not null,
	held_until timestamp(6) null,
	primary key (job_instance_id, step_name)
) engine = InnoDB;
