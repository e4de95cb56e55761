package io.github.mcpoauth.observability.doctor;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Clients that people use, as far as it is known what they send: seen in their requests
 * and documents, up to November 2026.
 */
enum KnownClient {

	/** Claude on the web and desktop. */
	CLAUDE_AI("Claude", true, "https://claude.ai/oauth/mcp-oauth-client-metadata",
			"https://claude.ai/api/mcp/auth_callback", """
					{"client_name":"Claude","grant_types":["authorization_code","refresh_token"],\
					"response_types":["code"],"token_endpoint_auth_method":"none",\
					"redirect_uris":["https://claude.ai/api/mcp/auth_callback"]}"""),

	/** Its document names no port, and its redirect URI always has one. */
	CLAUDE_CODE("Claude Code", false, "https://claude.ai/oauth/claude-code-client-metadata",
			"http://localhost:54212/callback", """
					{"client_name":"Claude Code (doctor)","redirect_uris":["http://localhost:54212/callback"],\
					"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
					"token_endpoint_auth_method":"none"}"""),

	/** It skips the challenge, registers for a secret, and may ask without a scope. */
	CHATGPT("ChatGPT", true, "https://chatgpt.com/oauth/client.json",
			"https://chatgpt.com/connector_platform_oauth_redirect", """
					{"client_name":"ChatGPT","redirect_uris":["https://chatgpt.com/connector_platform_oauth_redirect"],\
					"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
					"token_endpoint_auth_method":"client_secret_post"}"""),

	/** Where its usual port is taken it uses another than it registered. */
	VS_CODE("VS Code", false, "https://vscode.dev/oauth/client-metadata.json", "http://127.0.0.1:54212/", """
			{"client_name":"Visual Studio Code","client_uri":"https://code.visualstudio.com",\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"redirect_uris":["https://insiders.vscode.dev/redirect","https://vscode.dev/redirect",\
			"http://127.0.0.1/","http://127.0.0.1:33418/"],\
			"token_endpoint_auth_method":"none","application_type":"native"}"""),

	/** A scheme of its own, and yet it says to be a web application. */
	CURSOR("Cursor", false, null, "cursor://anysphere.cursor-mcp/oauth/callback", """
			{"client_name":"Cursor","redirect_uris":["cursor://anysphere.cursor-mcp/oauth/callback"],\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"token_endpoint_auth_method":"none","application_type":"web"}"""),

	/** The tool that developers look with. */
	MCP_INSPECTOR("MCP Inspector", false, null, "http://localhost:6274/oauth/callback", """
			{"redirect_uris":["http://localhost:6274/oauth/callback",\
			"http://localhost:6274/oauth/callback/debug"],"token_endpoint_auth_method":"none",\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"client_name":"MCP Inspector","client_uri":"https://github.com/modelcontextprotocol/inspector"}"""),

	/** The bridge for clients that start programs. */
	MCP_REMOTE("mcp-remote", false, null, "http://localhost:3334/oauth/callback", """
			{"redirect_uris":["http://localhost:3334/oauth/callback"],"token_endpoint_auth_method":"none",\
			"grant_types":["authorization_code","refresh_token"],"response_types":["code"],\
			"client_name":"MCP CLI Proxy","client_uri":"https://github.com/modelcontextprotocol/mcp-cli",\
			"software_id":"2e6dc280-f3c3-4e01-99a7-8181dbd1d23d","software_version":"0.1.29"}""");

	private final String title;

	private final boolean hosted;

	private final @Nullable String document;

	private final String redirectUri;

	private final String registration;

	KnownClient(String title, boolean hosted, @Nullable String document, String redirectUri, String registration) {
		this.title = title;
		this.hosted = hosted;
		this.document = document;
		this.redirectUri = redirectUri;
		this.registration = registration;
	}

	/** The identifier of the check. */
	String id() {
		return "client-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** What people call it. */
	String title() {
		return this.title;
	}

	/** Whether its requests come from its operator's servers. */
	boolean isHosted() {
		return this.hosted;
	}

	/** The URL of its metadata, which is its identifier, if it has such a document. */
	@Nullable String document() {
		return this.document;
	}

	/** Where it wants the code, with the port that it would have. */
	String redirectUri() {
		return this.redirectUri;
	}

	/** What it posts to register. */
	String registration() {
		return this.registration;
	}

}
