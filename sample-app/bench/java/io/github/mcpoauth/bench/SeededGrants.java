package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.StatelessClientIds;

/**
 * Logs many users in before the server listens, and writes down the tokens of the last
 * ones: the first line has the client, each further one an access and a refresh token.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("bench.grants")
class SeededGrants implements SmartInitializingSingleton {

	/** As many as there are at least. */
	static final int WRITTEN = 100;

	private static final String REDIRECT_URI = "https://claude.ai/api/mcp/auth_callback";

	private static final long HOUR = 3600;

	private final OAuth2AuthorizationService authorizations;

	private final RegisteredClientRepository clients;

	private final StatelessClientIds clientIds;

	private final Environment environment;

	SeededGrants(OAuth2AuthorizationService authorizations, RegisteredClientRepository clients,
			StatelessClientIds clientIds, Environment environment) {
		this.authorizations = authorizations;
		this.clients = clients;
		this.clientIds = clientIds;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		int count = this.environment.getRequiredProperty("bench.grants", Integer.class);
		RegisteredClient client = this.clients.findByClientId(
				this.clientIds
					.issue(new ClientMetadata("Claude", List.of(RedirectUri.parse(REDIRECT_URI)), true,
							Instant.ofEpochSecond(Instant.now().getEpochSecond())))
					.orElseThrow());
		int ended = this.environment.getProperty("bench.ended-grants", Integer.class, 0);
		IntStream.range(0, ended).parallel().forEach((i) -> {
			OAuth2Authorization former = find(grant(client, "former-user-" + i));
			this.authorizations.remove(former);
		});
		IntStream.range(0, count - WRITTEN).parallel().forEach((i) -> find(grant(client, "user-" + i)));
		List<String> lines = new ArrayList<>(List.of(client.getClientId()));
		for (int i = count - WRITTEN; i < count; i++) {
			lines.add(grant(client, "user-" + i));
		}
		try {
			Files.write(Path.of(this.environment.getRequiredProperty("bench.tokens")), lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private OAuth2Authorization find(String tokens) {
		return Objects
			.requireNonNull(this.authorizations.findByToken(tokens.split(" ")[0], OAuth2TokenType.ACCESS_TOKEN));
	}

	private String grant(RegisteredClient client, String user) {
		Instant now = Instant.now();
		Instant end = now.plusSeconds(HOUR);
		String access = UUID.randomUUID() + "." + UUID.randomUUID();
		String refresh = UUID.randomUUID() + "-" + UUID.randomUUID();
		this.authorizations.save(OAuth2Authorization.withRegisteredClient(client)
			.principalName(user)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.authorizedScopes(Set.of())
			.attribute(java.security.Principal.class.getName(),
					UsernamePasswordAuthenticationToken.authenticated(user, null,
							AuthorityUtils.createAuthorityList("ROLE_USER")))
			.attribute(OAuth2AuthorizationRequest.class.getName(),
					OAuth2AuthorizationRequest.authorizationCode()
						.authorizationUri("http://localhost/oauth2/authorize")
						.clientId(client.getClientId())
						.redirectUri(REDIRECT_URI)
						.build())
			.token(new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, access, now, end),
					(metadata) -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
							Map.of("sub", user, "client_id", client.getClientId())))
			.refreshToken(new OAuth2RefreshToken(refresh, now, end))
			.build());
		return access + " " + refresh;
	}

}
