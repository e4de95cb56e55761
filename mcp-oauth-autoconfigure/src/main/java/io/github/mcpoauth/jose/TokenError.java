package io.github.mcpoauth.jose;

import java.io.Serial;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * An {@code invalid_token} error that says in a word what is wrong as well as in a
 * sentence. Immutable.
 */
public final class TokenError extends OAuth2Error {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenDefect defect;

	/**
	 * Makes an error.
	 * @param defect what is wrong
	 * @param description the same for people; holds no secret
	 */
	public TokenError(TokenDefect defect, String description) {
		super(OAuth2ErrorCodes.INVALID_TOKEN, description, null);
		this.defect = defect;
	}

	/**
	 * What an error is about.
	 * @param error any error
	 * @return what is wrong, as far as the error says so
	 */
	public static TokenDefect defectOf(OAuth2Error error) {
		return (error instanceof TokenError tokenError) ? tokenError.defect : TokenDefect.OTHER;
	}

	/**
	 * Gives the errors of a validator of the platform's a word.
	 */
	static OAuth2TokenValidator<Jwt> naming(TokenDefect defect, OAuth2TokenValidator<Jwt> validator) {
		return (jwt) -> {
			OAuth2TokenValidatorResult result = validator.validate(jwt);
			return result.hasErrors() ? OAuth2TokenValidatorResult.failure(result.getErrors()
				.stream()
				.map((error) -> new TokenError(defect, String.valueOf(error.getDescription())))
				.toArray(OAuth2Error[]::new)) : result;
		};
	}

}
