package io.github.mcpoauth.support;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A server in each of the modes, as a stranger sees it. Each is started when it is first
 * asked for and serves all tests of the process, so nobody may wear out what it counts,
 * nor change its provider for good. Its public URL is not the one at which it listens.
 */
public enum Deployment {

	RESOURCE_SERVER(ResourceServerSide::new),

	FACADE(FacadeSide::new),

	AUTHORIZATION_SERVER(AuthorizationServerSide::new);

	public static final String BASE_URL = FacadeServer.BASE_URL;

	public static final String RESOURCE = FacadeServer.RESOURCE;

	/** What the server needs for each call, and a tool that needs more. */
	private static final String[] PROPERTIES = { "mcp.oauth.base-url=" + BASE_URL,
			"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.scopes.[weather:read].description=Read the weather",
			"mcp.oauth.tools.get_weather.scopes=weather:read", "mcp.oauth.rate-limits.enabled=false" };

	/** One for all calls: it takes longer to make one than to call. */
	private static final Http CALLER = new Http();

	private final Supplier<Side> start;

	private Side side;

	Deployment(Supplier<Side> start) {
		this.start = start;
	}

	private synchronized Side side() {
		if (this.side == null) {
			this.side = this.start.get();
		}
		return this.side;
	}

	public TestServer server() {
		return side().server();
	}

	/** The issuer of the tokens that the MCP endpoint takes. */
	public String tokenIssuer() {
		return side().tokenIssuer();
	}

	/** The identity provider; there is none where this server logs its users in. */
	public TestProvider provider() {
		return side().provider();
	}

	/** Tokens as that issuer makes them, with its key. */
	public TestTokens tokens() {
		return side().tokens();
	}

	/** Registers a public client. */
	public CodeFlow register() {
		return register("");
	}

	/**
	 * Registers a client.
	 * @param moreMembers further members, each with a comma before it
	 */
	public CodeFlow register(String moreMembers) {
		Reply reply = new Http().postJson(server().url("/oauth2/register"), ClientRequests.registration(moreMembers));
		return client((String) reply.json().get("client_id"));
	}

	/** A client in a browser of its own. */
	public CodeFlow client(String clientId) {
		return side().client(clientId);
	}

	/** A token got as a client gets it, with all scopes that were asked for. */
	public String accessToken(String scopes) {
		return side().accessToken(scopes);
	}

	/** Sends a message to the MCP endpoint. */
	public Reply call(String message, String... headers) {
		return CALLER.postJson(server().url("/mcp"), message, headers);
	}

	public Reply callWith(String accessToken) {
		return call("{}", "Authorization", "Bearer " + accessToken);
	}

	private static String[] join(String... more) {
		String[] all = Arrays.copyOf(PROPERTIES, PROPERTIES.length + more.length);
		System.arraycopy(more, 0, all, PROPERTIES.length, more.length);
		return all;
	}

	private interface Side {

		TestServer server();

		String tokenIssuer();

		default TestProvider provider() {
			throw new AssertionError("There is no provider");
		}

		default TestTokens tokens() {
			return provider().tokens();
		}

		default CodeFlow client(String clientId) {
			throw new AssertionError("Logins are not here");
		}

		default String accessToken(String scopes) {
			CodeFlow flow = client(
					(String) new Http().postJson(server().url("/oauth2/register"), ClientRequests.registration(""))
						.json()
						.get("client_id"));
			Map<String, String> request = flow.request();
			request.put("scope", scopes);
			return (String) flow.token(flow.tokenRequest(flow.code(request))).json().get("access_token");
		}

	}

	private static final class ResourceServerSide implements Side {

		private final TestProvider provider = new TestProvider(RESOURCE);

		private final TestServer server = TestServer
			.start(join("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.issuer-uri=" + this.provider.issuer()));

		@Override
		public TestServer server() {
			return this.server;
		}

		@Override
		public String tokenIssuer() {
			return this.provider.issuer();
		}

		@Override
		public TestProvider provider() {
			return this.provider;
		}

		@Override
		public String accessToken(String scopes) {
			return this.provider.tokens().with((claims) -> claims.claim("scope", scopes));
		}

	}

	private static final class FacadeSide implements Side {

		private final FacadeServer facade = FacadeServer.start(PROPERTIES);

		private FacadeSide() {
			this.facade.provider().answerHonestly();
		}

		@Override
		public TestServer server() {
			return this.facade.server();
		}

		@Override
		public String tokenIssuer() {
			return this.facade.provider().issuer();
		}

		@Override
		public TestProvider provider() {
			return this.facade.provider();
		}

		@Override
		public CodeFlow client(String clientId) {
			return this.facade.client(clientId);
		}

	}

	private static final class AuthorizationServerSide implements Side {

		private final TestServer server = TestServer.start(join("mcp.oauth.mode=authorization-server"));

		@Override
		public TestServer server() {
			return this.server;
		}

		@Override
		public String tokenIssuer() {
			return BASE_URL;
		}

		@Override
		public TestTokens tokens() {
			return new TestTokens(BASE_URL, RESOURCE, this.server.signingKey());
		}

		@Override
		public CodeFlow client(String clientId) {
			return OAuthFlow.behind(this.server, BASE_URL, clientId);
		}

	}

}
