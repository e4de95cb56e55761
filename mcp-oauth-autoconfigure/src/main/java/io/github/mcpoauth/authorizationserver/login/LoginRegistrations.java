package io.github.mcpoauth.authorizationserver.login;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.upstream.UpstreamEndpoints;

/**
 * Upstreams in the platform's words, made anew for each login: where the endpoints are
 * may change, and at startup may not be known yet. The secret is not among them, since
 * the platform redeems no codes here.
 */
final class LoginRegistrations implements ClientRegistrationRepository {

	private final Map<String, LoginUpstream> upstreams;

	private final PublicUrls urls;

	LoginRegistrations(Map<String, LoginUpstream> upstreams, PublicUrls urls) {
		this.upstreams = Map.copyOf(upstreams);
		this.urls = urls;
	}

	/**
	 * The upstream of a registration.
	 */
	LoginUpstream upstream(ClientRegistration registration) {
		return Objects.requireNonNull(this.upstreams.get(registration.getRegistrationId()));
	}

	@Override
	public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
		LoginUpstream upstream = this.upstreams.get(registrationId);
		if (upstream == null) {
			return null;
		}
		UpstreamEndpoints endpoints = upstream.metadata().endpoints();
		return ClientRegistration.withRegistrationId(registrationId)
			.clientId(upstream.clientId())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri(this.urls.endpoint(LoginPaths.callback(registrationId)))
			.scope(upstream.scopes())
			.authorizationUri(endpoints.authorization().toString())
			.tokenUri(endpoints.token().toString())
			.clientName(upstream.label())
			.clientSettings(ClientRegistration.ClientSettings.builder()
				.requireProofKey(upstream.settings().quirks().pkce())
				.build())
			.build();
	}

}
