CREATE TABLE IF NOT EXISTS mcp_oauth_authorization (
	id VARCHAR(64) NOT NULL,
	version BIGINT NOT NULL,
	client_hash VARCHAR(64) NOT NULL,
	principal_name VARCHAR(1000) NOT NULL,
	expires_at BIGINT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT mcp_oauth_authorization_pk PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_authorization_principal ON mcp_oauth_authorization (principal_name);
CREATE INDEX IF NOT EXISTS mcp_oauth_authorization_client ON mcp_oauth_authorization (client_hash);
CREATE INDEX IF NOT EXISTS mcp_oauth_authorization_expiry ON mcp_oauth_authorization (expires_at);

CREATE TABLE IF NOT EXISTS mcp_oauth_token (
	hash VARCHAR(64) NOT NULL,
	authorization_id VARCHAR(64) NOT NULL,
	CONSTRAINT mcp_oauth_token_pk PRIMARY KEY (hash),
	CONSTRAINT mcp_oauth_token_fk FOREIGN KEY (authorization_id) REFERENCES mcp_oauth_authorization (id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS mcp_oauth_token_authorization ON mcp_oauth_token (authorization_id);

CREATE TABLE IF NOT EXISTS mcp_oauth_revoked_token (
	jti_hash VARCHAR(64) NOT NULL,
	revoked_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	CONSTRAINT mcp_oauth_revoked_token_pk PRIMARY KEY (jti_hash)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_revoked_token_time ON mcp_oauth_revoked_token (revoked_at);
CREATE INDEX IF NOT EXISTS mcp_oauth_revoked_token_expiry ON mcp_oauth_revoked_token (expires_at);

CREATE TABLE IF NOT EXISTS mcp_oauth_consent (
	id VARCHAR(64) NOT NULL,
	client_hash VARCHAR(64) NOT NULL,
	principal_name VARCHAR(1000) NOT NULL,
	expires_at BIGINT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT mcp_oauth_consent_pk PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_consent_principal ON mcp_oauth_consent (principal_name);
CREATE INDEX IF NOT EXISTS mcp_oauth_consent_client ON mcp_oauth_consent (client_hash);
CREATE INDEX IF NOT EXISTS mcp_oauth_consent_expiry ON mcp_oauth_consent (expires_at);

CREATE TABLE IF NOT EXISTS mcp_oauth_mcp_server (
	id VARCHAR(64) NOT NULL,
	resource_hash VARCHAR(64) NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT mcp_oauth_mcp_server_pk PRIMARY KEY (id),
	CONSTRAINT mcp_oauth_mcp_server_resource UNIQUE (resource_hash)
);

CREATE TABLE IF NOT EXISTS mcp_oauth_upstream_token (
	id VARCHAR(64) NOT NULL,
	revision VARCHAR(64) NOT NULL,
	claimed_until BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT mcp_oauth_upstream_token_pk PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_upstream_token_expiry ON mcp_oauth_upstream_token (expires_at);

CREATE TABLE IF NOT EXISTS mcp_oauth_used_assertion (
	id_hash VARCHAR(64) NOT NULL,
	expires_at BIGINT NOT NULL,
	CONSTRAINT mcp_oauth_used_assertion_pk PRIMARY KEY (id_hash)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_used_assertion_expiry ON mcp_oauth_used_assertion (expires_at);
