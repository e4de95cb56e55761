package io.github.mcpoauth.authorizationserver.login;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import io.github.mcpoauth.authorizationserver.FederatedLogins;
import io.github.mcpoauth.upstream.UpstreamClient;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * An identity provider that users can log in at. Immutable.
 *
 * @param name its name in the configuration and in paths
 * @param label its name for people
 * @param clientId the client that this server is there
 * @param scopes the scopes to ask for; with {@code openid} it is a login by OpenID
 * Connect
 * @param parameters additional parameters of the authorization request
 * @param settings which provider
 * @param metadata where its endpoints are
 * @param client redeems codes there
 * @param keys its keys
 * @param rule who may go on of those who log in there
 * @param keepsTokens whether users' tokens are kept, for calls to the provider
 */
public record LoginUpstream(String name, String label, String clientId, Set<String> scopes,
		Map<String, String> parameters, UpstreamSettings settings, UpstreamMetadata metadata, UpstreamClient client,
		JWKSource<SecurityContext> keys, AllowRule rule, boolean keepsTokens) {

	public LoginUpstream {
		// In their order, in which some providers show them
		scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
		parameters = Map.copyOf(parameters);
	}

	FederatedLogins.Choice choice() {
		return new FederatedLogins.Choice(this.label, LoginPaths.start(this.name));
	}

}
