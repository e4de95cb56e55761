package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

/**
 * Servers of the two kinds that know clients by their documents, without limits. Each is
 * started when it is first asked for and serves all tests of the process.
 */
enum DocumentReader {

	AUTHORIZATION_SERVER, FACADE;

	static final String ISSUER = FacadeServer.BASE_URL;

	private static final String DOCUMENTS = "mcp.oauth.registration.client-id-metadata-documents.";

	private TestServer open;

	private TestServer strict;

	/** It reads documents of this machine as well. */
	synchronized TestServer open() {
		if (this.open == null) {
			this.open = start("allow-loopback=true");
		}
		return this.open;
	}

	/** It reads documents of the Internet only. */
	synchronized TestServer strict() {
		if (this.strict == null) {
			this.strict = start("allow-loopback=false");
		}
		return this.strict;
	}

	private TestServer start(String setting) {
		List<String> settings = new ArrayList<>(
				List.of("mcp.oauth.base-url=" + ISSUER, "mcp.oauth.rate-limits.enabled=false", DOCUMENTS + setting,
						DOCUMENTS + "fetches-per-minute-and-host=-1", DOCUMENTS + "fetches-per-minute=-1"));
		if (this == FACADE) {
			return FacadeServer.start(settings.toArray(String[]::new)).server();
		}
		settings.add("mcp.oauth.mode=authorization-server");
		return TestServer.start(settings.toArray(String[]::new));
	}

	/** A token request with a code that is none, to be changed. */
	static ClientRequests requests(String clientId) {
		return new ClientRequests(clientId, FacadeServer.RESOURCE);
	}

	static Reply token(TestServer server, String clientId) {
		return new Http().postForm(server.url("/oauth2/token"), requests(clientId).token("a-code"));
	}

	/**
	 * What a user gets who has logged in, where users log in before a document is read.
	 */
	Reply authorize(TestServer server, String clientId) {
		OAuthFlow flow = OAuthFlow.behind(server, ISSUER, clientId);
		if (this == AUTHORIZATION_SERVER) {
			flow.login();
		}
		return flow.authorize(flow.request());
	}

}
