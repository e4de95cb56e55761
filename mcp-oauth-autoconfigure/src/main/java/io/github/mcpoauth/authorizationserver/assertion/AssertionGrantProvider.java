package io.github.mcpoauth.authorizationserver.assertion;

import java.security.Principal;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.client.EventClients;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.authorizationserver.user.UserClaimsRecorder;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.event.UserRefused;

/**
 * Issues access tokens for assertions. The client has to authenticate, with a secret or
 * with a key: an assertion that was overheard must be of no use to whoever knows the
 * identifier of a public client, so those log their users in (Identity Assertion JWT
 * Authorization Grant section 8.1). The assertion is used up last, when nothing can
 * refuse it any more. There is no refresh token: the client gets another assertion, and
 * the issuer a say.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-identity-assertion-authz-grant-04#section-4.4">Identity
 * Assertion JWT Authorization Grant section 4.4</a>
 */
final class AssertionGrantProvider implements AuthenticationProvider {

	private final AssertionGrant grant;

	private final ResourceIndicators resources;

	private final Admission admission;

	private final OAuth2AuthorizationService authorizations;

	private final OAuth2TokenGenerator<? extends OAuth2Token> tokens;

	private final OAuthEventPublisher events;

	AssertionGrantProvider(AssertionGrant grant, ResourceIndicators resources, Admission admission,
			OAuth2AuthorizationService authorizations, OAuth2TokenGenerator<? extends OAuth2Token> tokens,
			OAuthEventPublisher events) {
		this.grant = grant;
		this.resources = resources;
		this.admission = admission;
		this.authorizations = authorizations;
		this.tokens = tokens;
		this.events = events;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		AssertionGrantToken request = (AssertionGrantToken) authentication;
		OAuth2ClientAuthenticationToken principal = (OAuth2ClientAuthenticationToken) request.getPrincipal();
		RegisteredClient client = client(principal);
		VerifiedAssertion assertion = this.grant.assertions().verify(request.assertion(), client.getClientId());
		AssertedTarget target = AssertedTarget.of(client, request, assertion, this.resources);
		Authentication user = AssertedUser.of(assertion);
		if (!this.admission.isStillAllowed(user)) {
			this.events.publish(new UserRefused(user.getName(), EventClients.of(client), UserRefused.Step.TOKENS));
			throw Refusal.of(OAuth2ErrorCodes.INVALID_GRANT, Check.USER, "The user is not allowed to use this server");
		}
		this.grant.assertions().use(assertion);
		return issue(client, principal, user, request, target);
	}

	private static RegisteredClient client(OAuth2ClientAuthenticationToken principal) {
		RegisteredClient client = principal.getRegisteredClient();
		if (client == null || ClientAuthenticationMethod.NONE.equals(principal.getClientAuthenticationMethod())) {
			throw Refusal.of(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, Check.CLIENT_AUTHENTICATION,
					"This grant is for clients that authenticate; others log their users in");
		}
		if (!client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.JWT_BEARER)) {
			throw Refusal.of(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, Check.GRANT_TYPE,
					"The client may not use this grant");
		}
		return client;
	}

	private Authentication issue(RegisteredClient client, Authentication principal, Authentication user,
			AssertionGrantToken request, AssertedTarget target) {
		OAuth2Authorization.Builder authorization = OAuth2Authorization.withRegisteredClient(client)
			.principalName(user.getName())
			.authorizationGrantType(AuthorizationGrantType.JWT_BEARER)
			.authorizedScopes(target.scopes().asSet())
			.attribute(Principal.class.getName(), user)
			.attribute(UserClaimsRecorder.ATTRIBUTE, UserClaimsRecorder.claims(this.grant.userClaims(), user));
		OAuth2Token token = this.tokens.generate(DefaultOAuth2TokenContext.builder()
			.registeredClient(client)
			.principal(user)
			.authorizationServerContext(AuthorizationServerContextHolder.getContext())
			.authorization(authorization.build())
			.authorizedScopes(target.scopes().asSet())
			.tokenType(OAuth2TokenType.ACCESS_TOKEN)
			.authorizationGrantType(AuthorizationGrantType.JWT_BEARER)
			.authorizationGrant(request.grantedFor(target.resource()))
			.build());
		if (token == null) {
			throw Refusal.of(OAuth2ErrorCodes.SERVER_ERROR, Check.SERVER, "No access token could be made");
		}
		OAuth2AccessToken accessToken = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token.getTokenValue(),
				token.getIssuedAt(), token.getExpiresAt(), target.scopes().asSet());
		this.authorizations.save(authorization.token(accessToken, metadata(client, token)).build());
		return new OAuth2AccessTokenAuthenticationToken(client, principal, accessToken);
	}

	private static Consumer<Map<String, Object>> metadata(RegisteredClient client, OAuth2Token token) {
		return (metadata) -> {
			if (token instanceof ClaimAccessor claims) {
				metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims.getClaims());
			}
			metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, false);
			metadata.put(OAuth2TokenFormat.class.getName(),
					client.getTokenSettings().getAccessTokenFormat().getValue());
		};
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return AssertionGrantToken.class.isAssignableFrom(authentication);
	}

}
