package io.github.mcpoauth.authorizationserver.token;

import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.authorizationserver.client.EventClients;
import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.event.UserRefused;

/**
 * Issues tokens for users only who may still have them. The first refusal ends the grant:
 * a client that tries again is told to log in again. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
public final class AdmittedTokenGenerator implements OAuth2TokenGenerator<OAuth2Token> {

	private static final Log logger = LogFactory.getLog(AdmittedTokenGenerator.class);

	private static final Set<AuthorizationGrantType> OF_USERS = Set.of(AuthorizationGrantType.AUTHORIZATION_CODE,
			AuthorizationGrantType.REFRESH_TOKEN);

	private final OAuth2TokenGenerator<? extends OAuth2Token> delegate;

	private final Admission admission;

	private final OAuth2AuthorizationService authorizations;

	private final OAuthEventPublisher events;

	/**
	 * Puts the question before a generator.
	 * @param delegate makes the tokens
	 * @param admission who may have them
	 * @param authorizations where the grant of a user is who may not
	 * @param events is told who may not
	 */
	public AdmittedTokenGenerator(OAuth2TokenGenerator<? extends OAuth2Token> delegate, Admission admission,
			OAuth2AuthorizationService authorizations, OAuthEventPublisher events) {
		this.delegate = delegate;
		this.admission = admission;
		this.authorizations = authorizations;
		this.events = events;
	}

	/**
	 * Makes a token.
	 * @param context whom it is for
	 * @return the token, or {@code null} if it is of a kind that the delegate does not
	 * make
	 * @throws OAuth2AuthenticationException if the user may not have it any more:
	 * {@code invalid_grant}
	 */
	@Override
	public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
		Authentication user = context.getPrincipal();
		if (OF_USERS.contains(context.getAuthorizationGrantType()) && user != null
				&& !this.admission.isStillAllowed(user)) {
			OAuth2Authorization authorization = context.getAuthorization();
			if (authorization != null) {
				this.authorizations.remove(authorization);
			}
			this.events.publish(new UserRefused(user.getName(), EventClients.of(context.getRegisteredClient()),
					UserRefused.Step.TOKENS));
			logger.warn("A user who is not allowed any more was refused further tokens");
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_GRANT,
					"The user is not allowed to use this server any more", Check.USER));
		}
		return this.delegate.generate(context);
	}

}
