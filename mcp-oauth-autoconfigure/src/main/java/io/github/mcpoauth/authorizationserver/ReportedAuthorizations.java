package io.github.mcpoauth.authorizationserver;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.authorizationserver.store.RepeatableRefresh;

/**
 * Sees what the platform does to authorizations, and reports it once it is stored. What
 * was done follows from what an authorization was found by, and what has changed since: a
 * code that is found and leads to tokens was redeemed, one that leads to revoked ones
 * came back. Thread-safe.
 */
final class ReportedAuthorizations implements OAuth2AuthorizationService {

	private static final OAuth2TokenType STATE = new OAuth2TokenType(OAuth2ParameterNames.STATE);

	private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);

	private final OAuth2AuthorizationService delegate;

	private final AuthorizationReports reports;

	ReportedAuthorizations(OAuth2AuthorizationService delegate, AuthorizationReports reports) {
		this.delegate = delegate;
		this.reports = reports;
	}

	@Override
	public void save(OAuth2Authorization authorization) {
		Found found = Found.in(authorization);
		OAuth2Authorization saved = Found.without(authorization);
		this.delegate.save(saved);
		if (found == null) {
			created(saved);
		}
		else if (invalidated(saved) > invalidated(found.authorization())) {
			revoked(saved, found);
		}
		else {
			changed(saved, found);
		}
	}

	/** What is new and has nothing yet waits for consent. */
	private void created(OAuth2Authorization saved) {
		if (saved.getAccessToken() != null) {
			this.reports.issued(saved);
		}
		else if (saved.getToken(OAuth2AuthorizationCode.class) != null) {
			this.reports.consentGiven(saved, true);
		}
	}

	private void revoked(OAuth2Authorization saved, Found found) {
		if (found.isBy(CODE)) {
			this.reports.codeReplayed(saved);
		}
		else {
			this.reports.revoked(saved);
		}
	}

	private void changed(OAuth2Authorization saved, Found found) {
		if (found.isBy(STATE) && saved.getToken(OAuth2AuthorizationCode.class) != null) {
			this.reports.consentGiven(saved, false);
		}
		else if (found.isBy(CODE) && saved.getAccessToken() != null && found.authorization().getAccessToken() == null) {
			this.reports.issued(saved);
		}
		else if (found.isBy(OAuth2TokenType.REFRESH_TOKEN)) {
			this.reports.refreshed(saved, RepeatableRefresh.isRepetition(found.authorization()));
		}
	}

	private static long invalidated(OAuth2Authorization authorization) {
		return Stream.of(authorization.getAccessToken(), authorization.getRefreshToken())
			.filter(Objects::nonNull)
			.filter(OAuth2Authorization.Token::isInvalidated)
			.count();
	}

	/** The platform removes what a person has denied. */
	@Override
	public void remove(OAuth2Authorization authorization) {
		Found found = Found.in(authorization);
		OAuth2Authorization removed = Found.without(authorization);
		this.delegate.remove(removed);
		if (found != null && found.isBy(STATE)) {
			this.reports.consentDenied(removed);
		}
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.delegate.findById(id);
	}

	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
		OAuth2Authorization authorization = this.delegate.findByToken(token, tokenType);
		return (authorization != null) ? new Found(authorization, tokenType).into(authorization) : null;
	}

	/**
	 * Travels with an authorization as an attribute, up to the store.
	 *
	 * @param authorization what it was like
	 * @param type by which kind of token it was looked for, or {@code null} if that did
	 * not matter
	 */
	private record Found(OAuth2Authorization authorization, @Nullable OAuth2TokenType type) {

		private static final String ATTRIBUTE = Found.class.getName();

		static @Nullable Found in(OAuth2Authorization authorization) {
			return authorization.getAttribute(ATTRIBUTE);
		}

		static OAuth2Authorization without(OAuth2Authorization authorization) {
			return (in(authorization) != null) ? OAuth2Authorization.from(authorization)
				.attributes((attributes) -> attributes.remove(ATTRIBUTE))
				.build() : authorization;
		}

		OAuth2Authorization into(OAuth2Authorization found) {
			return OAuth2Authorization.from(found).attribute(ATTRIBUTE, this).build();
		}

		boolean isBy(OAuth2TokenType other) {
			return this.type != null && other.equals(this.type);
		}

	}

}
