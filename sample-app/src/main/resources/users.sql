create table if not exists app_user (
	id bigint generated always as identity primary key,
	-- A subject is only unique at its issuer; API keys have none
	issuer varchar(512) not null,
	subject varchar(512) not null,
	name varchar(512) not null,
	unique (issuer, subject)
);
