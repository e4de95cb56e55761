package io.github.mcpoauth.authorizationserver;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.ConsentRevoked;
import io.github.mcpoauth.event.OAuthEvent;

/**
 * What a person has granted to a client: what it can do by itself, and what it is let do
 * unasked. Immutable.
 *
 * @param key who granted what to whom
 * @param authorizations all of them, also those that wait or are over
 * @param remembered the consent that is remembered, or {@code null}
 */
record Grant(GrantKey key, List<OAuth2Authorization> authorizations, @Nullable RememberedConsent remembered) {

	Grant {
		authorizations = List.copyOf(authorizations);
	}

	/** Whether anything would change if it ended. */
	boolean isLive() {
		return this.remembered != null || live().findAny().isPresent();
	}

	/** How many logins of the client are good. */
	long sessions() {
		return this.authorizations.stream().filter(Grant::hasTokens).count();
	}

	private Stream<OAuth2Authorization> live() {
		return this.authorizations.stream()
			.filter((one) -> hasTokens(one) || isActive(one.getToken(OAuth2AuthorizationCode.class)));
	}

	private static boolean hasTokens(OAuth2Authorization authorization) {
		return isActive(authorization.getAccessToken()) || isActive(authorization.getRefreshToken());
	}

	private static boolean isActive(OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		return token != null && token.isActive();
	}

	@Nullable String clientName() {
		return Stream
			.concat(this.authorizations.stream().map(ClientNames::of),
					Stream.ofNullable(this.remembered).map(RememberedConsent::clientName))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	Set<String> scopes() {
		Set<String> scopes = new TreeSet<>();
		live().map(OAuth2Authorization::getAuthorizedScopes).forEach(scopes::addAll);
		Stream.ofNullable(this.remembered).map(RememberedConsent::scopes).forEach(scopes::addAll);
		return scopes;
	}

	@Nullable Instant grantedAt() {
		return Stream
			.concat(this.authorizations.stream().map((one) -> issuedAt(one.getToken(OAuth2AuthorizationCode.class))),
					Stream.ofNullable(this.remembered).map(RememberedConsent::grantedAt))
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	/** When the client last got a token. */
	@Nullable Instant lastUsed() {
		return this.authorizations.stream()
			.map((one) -> issuedAt(one.getAccessToken()))
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	private static @Nullable Instant issuedAt(OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		return (token != null) ? token.getToken().getIssuedAt() : null;
	}

	ConsentRevoked revoked() {
		return new ConsentRevoked(this.key.principalName(), new OAuthEvent.Client(this.key.clientId(), clientName()),
				this.key.redirectHost(), this.key.resource(), Scopes.of(scopes()));
	}

	static Comparator<Grant> latestFirst() {
		return Comparator
			.comparing((Grant grant) -> Stream.of(grant.lastUsed(), grant.grantedAt())
				.filter(Objects::nonNull)
				.max(Comparator.naturalOrder())
				.orElse(Instant.EPOCH))
			.reversed();
	}

}
