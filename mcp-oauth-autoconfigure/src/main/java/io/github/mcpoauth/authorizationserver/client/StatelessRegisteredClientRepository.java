package io.github.mcpoauth.authorizationserver.client;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

import io.github.mcpoauth.authorizationserver.audience.ClientRights;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.ClientSecret;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.ConfiguredClient;
import io.github.mcpoauth.registration.ConfiguredClients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Finds clients and stores none. Every client that logs people in needs PKCE and consent,
 * and may ask for every supported scope: a list that it wrote itself when it registered
 * would protect nobody and stand in the way of a later step-up. A configured client has
 * the grants and scopes that are configured. Thread-safe.
 */
public final class StatelessRegisteredClientRepository implements RegisteredClientRepository {

	private final Clients clients;

	private final ConfiguredClients configured;

	private final boolean assertionGrant;

	private final Supplier<Scopes> supportedScopes;

	private final TokenSettings tokenSettings;

	/**
	 * Makes a repository.
	 * @param clients finds the clients
	 * @param configured which of them are configured, and what those may do
	 * @param assertionGrant whether all others that authenticate may bring assertions of
	 * an issuer
	 * @param supportedScopes what clients may ask for
	 * @param accessTokens which form access tokens have
	 * @param lifetimes of what they get
	 */
	public StatelessRegisteredClientRepository(Clients clients, ConfiguredClients configured, boolean assertionGrant,
			Supplier<Scopes> supportedScopes, OAuth2TokenFormat accessTokens, TokenLifetimes lifetimes) {
		this.clients = clients;
		this.configured = configured;
		this.assertionGrant = assertionGrant;
		this.supportedScopes = supportedScopes;
		this.tokenSettings = TokenSettings.builder()
			.authorizationCodeTimeToLive(lifetimes.authorizationCode())
			.accessTokenFormat(accessTokens)
			.accessTokenTimeToLive(lifetimes.accessToken())
			.refreshTokenTimeToLive(lifetimes.refreshToken())
			.reuseRefreshTokens(false)
			.build();
	}

	/**
	 * Not supported: a client exists by having an identifier.
	 * @param registeredClient ignored
	 */
	@Override
	public void save(RegisteredClient registeredClient) {
		throw new UnsupportedOperationException("Clients register at the registration endpoint and are not stored");
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		return findByClientId(id);
	}

	/**
	 * Finds a client.
	 * @param clientId what it calls itself
	 * @return the client, or {@code null} if it never registered
	 * @throws OAuth2AuthenticationException if it publishes a document that can't be used
	 */
	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		try {
			return registeredClient(clientId, this.clients.find(clientId));
		}
		catch (UnknownClientException ex) {
			if (ClientIdUrl.isMeantBy(clientId) || ex.isTemporary()) {
				throw UnknownClients.translate(ex);
			}
			return null;
		}
	}

	private RegisteredClient registeredClient(String clientId, ClientMetadata metadata) {
		ClientSettings.Builder settings = ClientSettings.builder()
			.requireProofKey(true)
			.requireAuthorizationConsent(true)
			// Any of the kind tells the platform that the assertion has no shared
			// secret
			.tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256);
		RegisteredClient.Builder builder = RegisteredClient.withId(clientId)
			.clientId(clientId)
			.clientIdIssuedAt(metadata.issuedAt())
			.clientAuthenticationMethods((methods) -> methods.addAll(authenticationMethods(metadata)))
			.tokenSettings(this.tokenSettings);
		ConfiguredClient known = this.configured.find(clientId, metadata);
		if (known != null) {
			settings.setting(ClientRights.RESOURCES, known.resources());
			known.grantTypes().forEach((type) -> builder.authorizationGrantType(new AuthorizationGrantType(type)));
			builder.scopes((scopes) -> scopes.addAll(known.scopes().asSet()));
		}
		else {
			addLogin(builder, metadata);
		}
		if (metadata.secret() != null) {
			builder.clientSecret(ClientSecretEncoder.carry(metadata.secret()));
		}
		if (metadata.clientName() != null) {
			builder.clientName(metadata.clientName());
		}
		return builder.clientSettings(settings.build()).build();
	}

	private void addLogin(RegisteredClient.Builder builder, ClientMetadata metadata) {
		builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUris((uris) -> metadata.redirectUris().forEach((uri) -> uris.add(uri.toString())))
			.scopes((scopes) -> scopes.addAll(this.supportedScopes.get().asSet()));
		if (this.assertionGrant && metadata.isConfidential()) {
			builder.authorizationGrantType(AuthorizationGrantType.JWT_BEARER);
		}
		if (metadata.refreshable()) {
			builder.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
		}
	}

	private static Set<ClientAuthenticationMethod> authenticationMethods(ClientMetadata metadata) {
		if (metadata.secret() != null) {
			return ClientSecret.methods().stream().map(ClientAuthenticationMethod::new).collect(Collectors.toSet());
		}
		return Set.of(metadata.isConfidential() ? ClientAuthenticationMethod.PRIVATE_KEY_JWT
				: ClientAuthenticationMethod.NONE);
	}

}
