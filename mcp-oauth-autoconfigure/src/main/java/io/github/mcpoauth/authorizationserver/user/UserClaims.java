package io.github.mcpoauth.authorizationserver.user;

import java.util.Map;

import org.springframework.security.core.Authentication;

/**
 * What access tokens say about the user, besides who it is. Asked once for each
 * authorization, when the user has logged in; the claims are kept with it, so tokens that
 * are refreshed later say the same. Implementations have to be thread-safe.
 */
@FunctionalInterface
public interface UserClaims {

	/**
	 * Says what is known of a user.
	 * @param user who logged in
	 * @return claims with values that JSON knows: text, numbers, true, false, lists and
	 * maps of them with text as keys. Claims that say what the token is good for are left
	 * out, whatever their values: {@code iss}, {@code sub}, {@code aud}, {@code exp},
	 * {@code nbf}, {@code iat}, {@code jti}, {@code auth_time}, {@code client_id},
	 * {@code azp}, {@code scope}, {@code scp}, {@code cnf}, {@code act} and
	 * {@code may_act}. Everybody who has the token can read the claims.
	 */
	Map<String, Object> of(Authentication user);

}
