package io.github.mcpoauth.attack;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

/**
 * Where clients register: in each of the modes, once without a store and once with one,
 * which has room for few. Nobody is limited there.
 */
enum Registrar {

	STATELESS_FACADE(Deployment.FACADE::server, Deployment.FACADE::client),

	STATELESS_SERVER(Deployment.AUTHORIZATION_SERVER::server, Deployment.AUTHORIZATION_SERVER::client),

	STORED_FACADE(() -> Stored.facade().server(), (clientId) -> Stored.facade().client(clientId)),

	STORED_SERVER(Stored::server, (clientId) -> OAuthFlow.withClientId(Stored.server(), clientId));

	static final int MAX_CLIENTS = 20;

	private final Supplier<TestServer> server;

	private final Function<String, CodeFlow> clients;

	Registrar(Supplier<TestServer> server, Function<String, CodeFlow> clients) {
		this.server = server;
		this.clients = clients;
	}

	TestServer server() {
		return this.server.get();
	}

	/** A client in a browser of its own. */
	CodeFlow client(String clientId) {
		return this.clients.apply(clientId);
	}

	/** Sends a registration as it is. */
	Reply post(String body) {
		return new Http().postJson(server().url("/oauth2/register"), body);
	}

	/**
	 * Registers a client.
	 * @param moreMembers further members, each with a comma before it
	 */
	Reply register(String moreMembers) {
		return post(ClientRequests.registration(moreMembers));
	}

	CodeFlow client() {
		return client((String) register("").json().get("client_id"));
	}

	/** What a client does with its registration. */
	Reply manage(String method, Object clientId, Object accessToken, String body) {
		return new Http().send(method, server().url("/oauth2/register/" + clientId), body, "Authorization",
				"Bearer " + accessToken, "Content-Type", "application/json");
	}

	/**
	 * Started when they are first asked for, for all tests of the process.
	 */
	private static final class Stored {

		private static final String[] PROPERTIES = { "mcp.oauth.registration.store=memory",
				"mcp.oauth.registration.max-clients=" + MAX_CLIENTS, "mcp.oauth.rate-limits.enabled=false",
				"mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.scopes.[weather:read].description=Read the weather" };

		private static FacadeServer facade;

		private static TestServer server;

		private static synchronized FacadeServer facade() {
			if (facade == null) {
				facade = FacadeServer.start(PROPERTIES);
				facade.provider().answerHonestly();
			}
			return facade;
		}

		private static synchronized TestServer server() {
			if (server == null) {
				server = TestServer.start(PROPERTIES);
			}
			return server;
		}

	}

}
