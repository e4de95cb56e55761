package io.github.mcpoauth.authorizationserver.introspection;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.user.PrincipalUserClaims;
import io.github.mcpoauth.authorizationserver.user.UserClaimsRecorder;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.JsonResponse;

/**
 * Tells who holds an access token of a user who that is: {@code sub} and the claims that
 * the token has of the user. It says nothing about whom the token is for, so a resource
 * must not take it for a check of a token: that is introspection. Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID
 * Connect Core section 5.3</a>
 */
final class UserInfoEndpoint implements HttpRequestHandler {

	private static final String REALM = "userinfo";

	private final IssuedTokens tokens;

	UserInfoEndpoint(IssuedTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String value = BearerToken.of(request);
		if (value == null) {
			BearerToken.challenge(response, REALM, null, "An access token is needed");
			return;
		}
		IssuedToken token = this.tokens.findAccessToken(value);
		Map<String, Object> user = (token != null) ? user(token) : null;
		if (user == null) {
			BearerToken.challenge(response, REALM, value, "The access token is not valid, or is no user's");
			return;
		}
		JsonResponse.write(response, HttpStatus.OK, user);
	}

	/**
	 * The token of a client that acts for itself names it as its subject.
	 */
	private static @Nullable Map<String, Object> user(IssuedToken token) {
		Object subject = token.claims().get(JwtClaimNames.SUB);
		if (subject == null || subject.equals(token.clientId())) {
			return null;
		}
		Map<String, Object> user = new LinkedHashMap<>();
		user.put(JwtClaimNames.SUB, subject);
		token.claims().forEach((name, value) -> {
			if (UserClaimsRecorder.isOfUser(name)) {
				user.put(name, value);
			}
		});
		if (user.get(PrincipalUserClaims.USERNAME) instanceof String username) {
			user.putIfAbsent(StandardClaimNames.PREFERRED_USERNAME, username);
		}
		return user;
	}

}
