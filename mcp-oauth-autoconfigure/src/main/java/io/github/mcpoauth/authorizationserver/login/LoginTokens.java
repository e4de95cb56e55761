package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;

/**
 * Hands tokens of logins on to be kept, where that is configured and the user may go on,
 * and forgets all others.
 */
final class LoginTokens implements OAuth2AuthorizedClientRepository {

	/** What the platform makes of a token of which the provider does not say it. */
	private static final Duration UNKNOWN = Duration.ofSeconds(1);

	private final Map<String, LoginUpstream> upstreams;

	private final TokenKeeper keeper;

	private final AllowedUsers allowed;

	LoginTokens(Map<String, LoginUpstream> upstreams, TokenKeeper keeper, AllowedUsers allowed) {
		this.upstreams = Map.copyOf(upstreams);
		this.keeper = keeper;
		this.allowed = allowed;
	}

	@Override
	public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String clientRegistrationId,
			Authentication principal, HttpServletRequest request) {
		return null;
	}

	@Override
	public void saveAuthorizedClient(OAuth2AuthorizedClient authorizedClient, Authentication principal,
			HttpServletRequest request, HttpServletResponse response) {
		LoginUpstream upstream = Objects
			.requireNonNull(this.upstreams.get(authorizedClient.getClientRegistration().getRegistrationId()));
		if (!upstream.keepsTokens()) {
			return;
		}
		if (this.allowed.refusal(principal) != null) {
			this.keeper.remove(principal.getName());
		}
		else {
			this.keeper.keep(tokens(upstream, principal.getName(), authorizedClient.getAccessToken(),
					authorizedClient.getRefreshToken()));
		}
	}

	private static KeptTokens tokens(LoginUpstream upstream, String principalName, OAuth2AccessToken accessToken,
			@Nullable OAuth2RefreshToken refreshToken) {
		Instant issuedAt = Objects.requireNonNull(accessToken.getIssuedAt());
		Instant expiresAt = Objects.requireNonNull(accessToken.getExpiresAt());
		boolean unknown = Duration.between(issuedAt, expiresAt).compareTo(UNKNOWN) <= 0;
		Set<String> scopes = accessToken.getScopes().isEmpty() ? upstream.scopes() : accessToken.getScopes();
		return new KeptTokens(principalName, upstream.name(), accessToken.getTokenValue(), issuedAt.toEpochMilli(),
				unknown ? null : expiresAt.toEpochMilli(), (refreshToken != null) ? refreshToken.getTokenValue() : null,
				List.copyOf(scopes));
	}

	@Override
	public void removeAuthorizedClient(String clientRegistrationId, Authentication principal,
			HttpServletRequest request, HttpServletResponse response) {
	}

}
