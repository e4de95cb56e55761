package io.github.mcpoauth.observability.doctor;

import java.net.URI;

import org.springframework.http.HttpStatus;

/**
 * Takes the steps of a known client, up to the page where a person logs in, and says at
 * which one it would fail.
 */
final class ClientCheck implements Check {

	private final KnownClient client;

	private final boolean register;

	/**
	 * Makes a check.
	 * @param client whose steps to take
	 * @param register whether it may register, which leaves a client behind at servers
	 * that keep them
	 */
	ClientCheck(KnownClient client, boolean register) {
		this.client = client;
		this.register = register;
	}

	@Override
	public void examine(ServerView server, Findings findings) {
		if (this.client.isHosted() && Members.isLoopback(server.mcp())) {
			findings.warning(this.client.id(),
					this.client.title() + " connects from its operator's servers, which " + "can't reach this machine",
					"Nothing, on your own machine. Give it a public https URL otherwise");
			return;
		}
		try {
			identify(server, findings);
		}
		catch (FailedStepException ex) {
			findings.failure(this.client.id(), this.client.title() + " fails at " + ex.getMessage(), ex.fix());
		}
	}

	private void identify(ServerView server, Findings findings) throws FailedStepException {
		discover(server);
		String document = this.client.document();
		boolean takesDocuments = Boolean.TRUE
			.equals(server.serverMetadata().get("client_id_metadata_document_supported"));
		AuthorizationStep authorization = new AuthorizationStep(server, this.client);
		if (document != null && takesDocuments) {
			String refusal = authorization.refusal(document);
			if (refusal != null) {
				refusedDocument(server, document, refusal, findings);
				return;
			}
			findings.ok(this.client.id(), this.client.title() + " shows its document and gets to the login");
		}
		else if (server.endpoint("registration_endpoint") == null) {
			throw new FailedStepException("registration: there is none, and it has no other identity",
					"Allow registration at the provider, or put a facade in front (here mcp.oauth.mode: facade)");
		}
		else if (!this.register) {
			findings.ok(this.client.id(), this.client.title() + " gets as far as to its registration, not tried here");
		}
		else {
			String clientId = new RegistrationStep(server, this.client).clientId();
			String refusal = authorization.refusal(clientId);
			if (refusal != null) {
				throw new FailedStepException("the login, after it has registered: " + refusal,
						"Accept the redirect URI " + this.client.redirectUri()
								+ ", whatever the port if it is a loopback one, and the parameter \"resource\"");
			}
			findings.ok(this.client.id(), this.client.title() + " registers and gets to the login");
		}
	}

	private void discover(ServerView server) throws FailedStepException {
		if (!server.withoutToken().is(HttpStatus.UNAUTHORIZED) && server.resourceMetadata().isEmpty()) {
			throw new FailedStepException("its first request: " + server.withoutToken().outcome(),
					"See challenge-status and resource-metadata");
		}
		URI issuer = server.issuer();
		if (server.serverMetadata().isEmpty()) {
			throw new FailedStepException("the metadata of the authorization server " + issuer, "See server-metadata");
		}
		if (server.endpoint("authorization_endpoint") == null) {
			throw new FailedStepException("the authorization endpoint, which the metadata does not have",
					"See endpoints");
		}
		if (!Members.texts(server.serverMetadata().get("code_challenge_methods_supported")).contains("S256")) {
			throw new FailedStepException("PKCE: the metadata does not name S256", "See pkce");
		}
	}

	/** On a developer's machine the server may have no way to the Internet. */
	private void refusedDocument(ServerView server, String document, String refusal, Findings findings) {
		String seen = this.client.title() + " fails at the login, with the document " + document + ": " + refusal;
		String fix = "Let the authorization server fetch that URL, or pin the client (here "
				+ "mcp.oauth.registration.pinned-clients), or switch documents off so that it registers";
		findings.add(Members.isLoopback(server.mcp()) ? Finding.warning(this.client.id(), seen, fix)
				: Finding.failure(this.client.id(), seen, fix));
	}

}
