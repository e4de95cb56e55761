CREATE TABLE IF NOT EXISTS mcp_oauth_registration (
	client_id VARCHAR(64) NOT NULL,
	version BIGINT NOT NULL,
	issued_at BIGINT NOT NULL,
	last_used_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT mcp_oauth_registration_pk PRIMARY KEY (client_id)
);

CREATE INDEX IF NOT EXISTS mcp_oauth_registration_use ON mcp_oauth_registration (last_used_at, issued_at);
CREATE INDEX IF NOT EXISTS mcp_oauth_registration_expiry ON mcp_oauth_registration (expires_at);

CREATE TABLE IF NOT EXISTS mcp_oauth_registration_lock (
	id INTEGER NOT NULL,
	CONSTRAINT mcp_oauth_registration_lock_pk PRIMARY KEY (id)
);

INSERT INTO mcp_oauth_registration_lock (id) VALUES (1) ON CONFLICT DO NOTHING;
