package io.github.mcpoauth.authorizationserver.client;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Says why a client is not known in the way that the platform passes on to the error
 * handlers of its endpoints.
 */
public final class UnknownClients {

	private UnknownClients() {
	}

	static OAuth2AuthenticationException translate(UnknownClientException unknown) {
		return new OAuth2AuthenticationException(new CheckedError(unknown.error()), unknown);
	}

	/**
	 * The error of a client that is not known, for an answer that the platform does not
	 * write.
	 * @param translated what the repository of clients has thrown
	 * @return the error, with a description in any case
	 */
	public static OAuthError error(OAuth2AuthenticationException translated) {
		OAuth2Error error = translated.getError();
		return new OAuthError(error.getErrorCode(),
				(error.getDescription() != null) ? error.getDescription() : "The client is not known here",
				(error instanceof CheckedError checked) ? checked.check() : Check.CLIENT);
	}

}
