package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.env.Environment;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;
import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.upstream.ClientSupport;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Warns when the mode does not fit what the identity provider says of itself: MCP clients
 * then fail at the provider, where this server sees nothing of it.
 */
final class ModeAdvice implements Consumer<ClientSupport> {

	private static final Log logger = LogFactory.getLog(ModeAdvice.class);

	private final ModeDecision mode;

	private final UpstreamSettings settings;

	private final FacadeEndpoints endpoints;

	private ModeAdvice(ModeDecision mode, UpstreamSettings settings, FacadeEndpoints endpoints) {
		this.mode = mode;
		this.settings = settings;
		this.endpoints = endpoints;
	}

	static ModeAdvice of(Environment environment, UpstreamSettings settings, FacadeEndpoints endpoints) {
		return new ModeAdvice(ModeDecision.of(environment), settings, endpoints);
	}

	@Override
	public void accept(ClientSupport provider) {
		if (this.mode.mode() == Mode.RESOURCE_SERVER) {
			adviseResourceServer(provider);
		}
		else if (!provider.codeChallengeMethods().isEmpty() && !hasS256(provider)) {
			adviseFacade();
		}
	}

	private void adviseResourceServer(ClientSupport provider) {
		List<String> problems = new ArrayList<>();
		if (provider.registrationEndpoint() == null && !provider.metadataDocuments()) {
			problems.add("no registration_endpoint and no client_id_metadata_document_supported, so that they get "
					+ "a client identifier there only by hand");
		}
		if (!hasS256(provider)) {
			problems.add("no S256 in code_challenge_methods_supported, so that they must refuse to go on "
					+ "(MCP authorization specification)");
		}
		if (!problems.isEmpty()) {
			logger.warn(subject() + "MCP clients can't log in there on their own. Its metadata has "
					+ String.join(", and ", problems) + ". Use mcp.oauth.mode=facade, which needs neither: register "
					+ "one client there for this server and set mcp.oauth.upstream.client-id");
		}
	}

	/**
	 * A provider that says nothing may do it all the same, as Entra and Cognito do, or
	 * ignores the challenge. One that lists others may refuse it.
	 */
	private void adviseFacade() {
		String problem = "its metadata lists other code_challenge_methods_supported than S256, so that it may refuse ";
		if (this.endpoints == FacadeEndpoints.DIRECT) {
			logger.warn(subject() + problem + "MCP clients, which use no other. Allow S256 there, "
					+ "or set mcp.oauth.facade.endpoints=relay and mcp.oauth.upstream.pkce=false");
		}
		else if (this.settings.quirks().pkce()) {
			logger.warn(subject() + problem
					+ "the logins of this server. Allow S256 there, or set mcp.oauth.upstream.pkce=false");
		}
	}

	private static boolean hasS256(ClientSupport provider) {
		return provider.codeChallengeMethods().contains("S256");
	}

	private String subject() {
		return "The mode is " + this.mode.name() + " (" + this.mode.reason() + "), which does not fit the identity "
				+ "provider " + this.settings.issuer() + ": ";
	}

}
