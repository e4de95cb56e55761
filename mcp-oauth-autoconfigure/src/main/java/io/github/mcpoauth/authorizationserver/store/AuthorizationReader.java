package io.github.mcpoauth.authorizationserver.store;

import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;

/**
 * Reads authorizations. Tokens have {@linkplain MaskedValue masks} for values, but for
 * the one that somebody has shown.
 */
final class AuthorizationReader {

	private final AuthorizationContent content;

	private final Map<String, String> shown;

	private AuthorizationReader(AuthorizationContent content, Map<String, String> shown) {
		this.content = content;
		this.shown = shown;
	}

	/**
	 * Reads an authorization.
	 * @param content what was written
	 * @param shown values by their hashes
	 * @return the authorization
	 */
	static OAuth2Authorization read(AuthorizationContent content, Map<String, String> shown) {
		return new AuthorizationReader(content, shown).read();
	}

	private OAuth2Authorization read() {
		OAuth2Authorization.Builder builder = OAuth2Authorization.withRegisteredClient(client())
			.id(this.content.id())
			.principalName(this.content.principalName())
			.authorizationGrantType(new AuthorizationGrantType(this.content.grantType()))
			.authorizedScopes(new LinkedHashSet<>(this.content.scopes()))
			.attributes((attributes) -> attributes.putAll(ClaimValues.fromJson(this.content.attributes())));
		if (this.content.principal() != null) {
			builder.attribute(Principal.class.getName(), person(this.content.principal()));
		}
		if (this.content.request() != null) {
			builder.attribute(OAuth2AuthorizationRequest.class.getName(), request(this.content.request()));
		}
		if (this.content.state() != null) {
			builder.attribute(OAuth2ParameterNames.STATE, value(this.content.state()));
		}
		addTokens(builder);
		return builder.build();
	}

	/**
	 * Nothing but the identifier of it gets into the authorization.
	 */
	private RegisteredClient client() {
		return RegisteredClient.withId(this.content.clientId())
			.clientId(this.content.clientId())
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.build();
	}

	private Authentication person(AuthorizationContent.Person person) {
		List<GrantedAuthority> authorities = AuthorityUtils.createAuthorityList(person.authorities());
		Map<String, Object> claims = new LinkedHashMap<>(ClaimValues.fromJson(person.claims()));
		claims.putIfAbsent(JwtClaimNames.SUB, this.content.principalName());
		return UsernamePasswordAuthenticationToken.authenticated(
				new DefaultOAuth2AuthenticatedPrincipal(this.content.principalName(), claims, authorities), null,
				authorities);
	}

	private static OAuth2AuthorizationRequest request(AuthorizationContent.Request request) {
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(request.authorizationUri())
			.clientId(request.clientId())
			.redirectUri(request.redirectUri())
			.scopes(new LinkedHashSet<>(request.scopes()))
			.state(request.state())
			.additionalParameters(ClaimValues.fromJson(request.parameters()))
			.build();
	}

	private void addTokens(OAuth2Authorization.Builder builder) {
		AuthorizationContent.Token code = this.content.code();
		if (code != null) {
			builder
				.token(new OAuth2AuthorizationCode(value(code.hash()), Objects.requireNonNull(instant(code.issuedAt())),
						Objects.requireNonNull(instant(code.expiresAt()))), metadata(code));
		}
		AuthorizationContent.Token accessToken = this.content.accessToken();
		if (accessToken != null) {
			builder.token(new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value(accessToken.hash()),
					instant(accessToken.issuedAt()), instant(accessToken.expiresAt()),
					new LinkedHashSet<>(accessToken.scopes())), metadata(accessToken));
		}
		AuthorizationContent.Token refreshToken = this.content.refreshToken();
		if (refreshToken != null) {
			builder.token(new OAuth2RefreshToken(value(refreshToken.hash()), instant(refreshToken.issuedAt()),
					instant(refreshToken.expiresAt())), metadata(refreshToken));
		}
	}

	private String value(String hash) {
		return this.shown.getOrDefault(hash, MaskedValue.of(hash));
	}

	private static @Nullable Instant instant(@Nullable Long millis) {
		return (millis != null) ? Instant.ofEpochMilli(millis) : null;
	}

	private static Consumer<Map<String, Object>> metadata(AuthorizationContent.Token token) {
		return (metadata) -> {
			metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, token.invalidated());
			if (token.claims() != null) {
				metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, ClaimValues.fromJson(token.claims()));
			}
			if (token.format() != null) {
				metadata.put(OAuth2TokenFormat.class.getName(), token.format());
			}
		};
	}

}
