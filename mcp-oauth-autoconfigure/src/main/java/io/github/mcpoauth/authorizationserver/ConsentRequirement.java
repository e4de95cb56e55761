package io.github.mcpoauth.authorizationserver;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.core.RedirectUri;

/**
 * Decides whether a person is asked. By the platform's default a request for no scope, or
 * for {@code openid} alone, asks nobody.
 * <p>
 * An answer without a question is a redirect that nobody sees. It is safe where the code
 * goes to whom the person has approved of before, because that one was sure to be the
 * client ({@link AssuredClient}), it is the same in all that the person was shown, it
 * goes to the same host, for the same resource and for no more scopes; and where no web
 * site has sent the browser here, for a malicious one could do so in the middle of a
 * login at itself ({@link DirectNavigation}). A client that wants to ask says
 * {@code prompt=consent}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID
 * Connect Core 1.0 section 3.1.2.1</a>
 */
final class ConsentRequirement implements Predicate<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private final Admission admission;

	private final ResourceIndicators resources;

	private final RememberedConsents remembered;

	ConsentRequirement(Admission admission, ResourceIndicators resources, RememberedConsents remembered) {
		this.admission = admission;
		this.resources = resources;
		this.remembered = remembered;
	}

	@Override
	public boolean test(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
		Authentication user = (Authentication) request.getPrincipal();
		if (this.admission.refusal(user) != null) {
			// Who is not allowed is told so where others are asked
			return true;
		}
		RegisteredClient client = context.getRegisteredClient();
		return client.getClientSettings().isRequireAuthorizationConsent()
				&& (wantsPerson(request) || !NavigatedRequest.isDirect(request) || !isCovered(request, client, user));
	}

	private static boolean wantsPerson(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
		return request.getAdditionalParameters().get("prompt") instanceof String prompt
				&& Stream.of(prompt.trim().split(" +")).anyMatch((value) -> !value.isEmpty() && !value.equals("none"));
	}

	private boolean isCovered(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client,
			Authentication user) {
		RedirectUri redirectUri = RedirectUri.parse(Objects.requireNonNull(request.getRedirectUri()));
		String resource = this.resources.required(request.getAdditionalParameters().get(ResourceIndicators.PARAMETER))
			.identifier()
			.toString();
		return AssuredClient.isAssured(client, redirectUri) && this.remembered
			.cover(GrantKey.of(user.getName(), client.getId(), redirectUri, resource), client, request.getScopes());
	}

}
