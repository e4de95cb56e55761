package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import org.jspecify.annotations.Nullable;

/**
 * The way from the URL of an MCP server to a token.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization">MCP
 * authorization</a>
 */
final class Login {

	private final URI mcp;

	private final ClientIdentity identity;

	private final RedirectListener redirect;

	private final Browser browser;

	private final @Nullable Scope chosen;

	private final Transcript transcript;

	private final Http http;

	/**
	 * Creates a login.
	 * @param mcp the URL of the MCP server
	 * @param identity who the client is
	 * @param redirect where the browser comes back to
	 * @param browser takes the user to the authorization server
	 * @param chosen the scopes to ask for, or {@code null} for what the server says
	 * @param transcript tells the steps
	 * @param http for the requests
	 */
	Login(URI mcp, ClientIdentity identity, RedirectListener redirect, Browser browser, @Nullable Scope chosen,
			Transcript transcript, Http http) {
		this.mcp = mcp;
		this.identity = identity;
		this.redirect = redirect;
		this.browser = browser;
		this.chosen = chosen;
		this.transcript = transcript;
		this.http = http;
	}

	Access run() {
		MetadataReader reader = new MetadataReader(this.http);
		Challenge challenge = this.transcript.step("Call the MCP server without a token", this::knock);
		ProtectedResource resource = this.transcript.step("Read the protected resource metadata",
				() -> ProtectedResource.of(this.mcp, challenge, reader));
		AuthorizationServer server = this.transcript.step("Read the authorization server metadata",
				() -> AuthorizationServer.of(resource.authorizationServer(), reader));
		ClientID client = this.transcript.step("Identify the client: " + this.identity.kindAt(server),
				() -> identify(server));
		Access access = access(challenge, resource, server, client);
		PendingAuthorization pending = this.transcript.step("Prepare the authorization request, with PKCE",
				() -> show(access.prepare()));
		AuthorizationCodeGrant grant = this.transcript.step("Log in and consent in the browser",
				() -> access.askUser(pending));
		this.transcript.step("Redeem the code for a token", () -> access.redeem(grant));
		return access;
	}

	private Challenge knock() {
		try (McpSession session = new McpSession(this.mcp, () -> null, this.transcript)) {
			session.open();
		}
		catch (AccessRefused ex) {
			if (ex.status() == 401) {
				return ex.challenge();
			}
			throw ex;
		}
		throw new ClientFailure("The server asks for no token: there is nothing to log in to");
	}

	private ClientID identify(AuthorizationServer server) {
		ClientProfile profile = new ClientProfile(this.redirect.redirectUri());
		ClientID client = this.identity.at(server, profile);
		if (this.identity.kindAt(server) == ClientIdentity.Kind.DOCUMENT) {
			Map<String, String> document = new LinkedHashMap<>(Json.texts(profile.metadata().toJSONObject()));
			document.put("client_id", client.getValue());
			this.transcript.known(document);
		}
		return client;
	}

	private Access access(Challenge challenge, ProtectedResource resource, AuthorizationServer server,
			ClientID client) {
		Scopes scopes = (this.chosen != null) ? Scopes.of(this.chosen) : Scopes.first(challenge, resource, server);
		TokenEndpoint tokens = new TokenEndpoint(server.metadata(), client, resource.resource(), this.http);
		return new Access(server, tokens, scopes, this.redirect, this.browser, this.transcript);
	}

	private PendingAuthorization show(PendingAuthorization pending) {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("code_verifier", pending.verifier().getValue());
		parameters.put("code_challenge", pending.request().getCodeChallenge().getValue());
		parameters.put("code_challenge_method", pending.request().getCodeChallengeMethod().getValue());
		parameters.put("state", pending.request().getState().getValue());
		parameters.put("issuer", pending.server().getIssuer().getValue());
		this.transcript.known(parameters);
		return pending;
	}

}
