package io.github.mcpoauth.upstream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The quirks of the known providers. Every value can be overridden by its own property.
 */
public final class ProviderDefaults {

	private static final Set<String> LOGIN = Set.of("openid");

	/** Without a refresh token, users log in again whenever the access token expires. */
	private static final Set<String> LOGIN_AND_REFRESH = new LinkedHashSet<>(List.of("openid", "offline_access"));

	private ProviderDefaults() {
	}

	/**
	 * The quirks of a provider.
	 * @param provider the provider
	 * @param issuer its issuer
	 * @param clientId the client that is registered there, if there is one
	 * @return the quirks
	 */
	public static ProviderQuirks of(UpstreamProvider provider, String issuer, @Nullable String clientId) {
		return switch (provider) {
			case ENTRA -> entra(issuer, clientId);
			case GOOGLE -> google(clientId);
			// The audience is fixed in the settings of the authorization server
			case OKTA -> quirks(TargetParameter.DROP, TargetParameter.DROP, LOGIN_AND_REFRESH, Set.of(), Map.of());
			// Without an audience the token is an opaque one for Auth0 itself. A resource
			// is ignored, but passed on to a provider behind Auth0, and Entra refuses it
			case AUTH0 -> quirks(TargetParameter.DROP, TargetParameter.FORWARD, LOGIN_AND_REFRESH, Set.of(), Map.of());
			// It issues refresh tokens unasked, and refuses scopes that a client does not
			// have: those of OpenID Connect are settings of the client as well
			case COGNITO ->
				quirks(TargetParameter.FORWARD, TargetParameter.DROP, Set.of(), Set.of("offline_access"), Map.of());
			// It issues refresh tokens unasked. Those of offline_access outlive the
			// user's session, so it is the client that has to ask for them
			// It has neither scopes nor tokens of other people's APIs: users log in
			// there,
			// and that is all
			case GITHUB -> quirks(TargetParameter.DROP, TargetParameter.DROP, Set.of(),
					Set.of("openid", "offline_access", ProviderQuirks.ALL_OTHERS), Map.of());
			case KEYCLOAK, GENERIC -> quirks(TargetParameter.FORWARD, TargetParameter.DROP, LOGIN, Set.of(), Map.of());
			case ZITADEL, DUENDE ->
				quirks(TargetParameter.FORWARD, TargetParameter.DROP, LOGIN_AND_REFRESH, Set.of(), Map.of());
		};
	}

	/**
	 * Version 2 names the API in the scopes. With a {@code resource} as well the request
	 * fails with AADSTS9010010 or AADSTS901002, with a scope that names no API with
	 * AADSTS650053 or AADSTS70011. Which of the two issuers and audiences a token has is
	 * a setting of the API ({@code accessTokenAcceptedVersion}), whatever the endpoint.
	 */
	private static ProviderQuirks entra(String issuer, @Nullable String clientId) {
		Set<String> audiences = (clientId != null) ? Set.of(clientId, "api://" + clientId) : Set.of();
		String prefix = (clientId != null) ? "api://" + clientId + "/" : "";
		return new ProviderQuirks(TargetParameter.DROP, TargetParameter.DROP, prefix, Set.of(".default"),
				LOGIN_AND_REFRESH, Set.of(), Map.of(), true, null,
				new ProviderTokens(audiences, EntraIssuers.ofTokens(issuer), null, Set.of()));
	}

	/**
	 * Parameters that Google does not know are errors, offline access is a parameter and
	 * not a scope, and a second consent brings no refresh token unless the prompt is
	 * forced. Nobody can define scopes at Google. Its access tokens are opaque, and are
	 * for the client that they were issued to.
	 */
	private static ProviderQuirks google(@Nullable String clientId) {
		return new ProviderQuirks(TargetParameter.DROP, TargetParameter.DROP, "", Set.of(), LOGIN,
				Set.of("offline_access", ProviderQuirks.ALL_OTHERS),
				Map.of("access_type", "offline", "prompt", "consent"), true, null,
				new ProviderTokens((clientId != null) ? Set.of(clientId) : Set.of(), Set.of(),
						TokenVerification.TOKENINFO, Set.of()));
	}

	/**
	 * PKCE is on for all: Entra and Cognito support it although their metadata doesn't
	 * say so, and others have to ignore parameters that they don't know (RFC 6749 section
	 * 3.1).
	 */
	private static ProviderQuirks quirks(TargetParameter resource, TargetParameter audience, Set<String> scopes,
			Set<String> withheldScopes, Map<String, String> authorizationParameters) {
		return new ProviderQuirks(resource, audience, "", Set.of(), scopes, withheldScopes, authorizationParameters,
				true, null, ProviderTokens.USUAL);
	}

}
