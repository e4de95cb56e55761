package io.github.mcpoauth.authorizationserver.login;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

import io.github.mcpoauth.authorizationserver.user.UserNames;
import io.github.mcpoauth.upstream.UserApi;

/**
 * Makes users of ID tokens, and of what the UserInfo endpoint adds.
 *
 * @see <a href=
 * "https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse">OpenID Connect
 * Core 1.0 section 5.3.2</a>
 */
final class OidcUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private final LoginRegistrations registrations;

	private final UserApi api;

	OidcUsers(LoginRegistrations registrations, UserApi api) {
		this.registrations = registrations;
		this.api = api;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		LoginUpstream upstream = this.registrations.upstream(request.getClientRegistration());
		OidcIdToken idToken = request.getIdToken();
		String subject = Objects.requireNonNull(idToken.getSubject());
		Map<String, Object> userInfo = userInfo(upstream, request.getAccessToken().getTokenValue());
		if (userInfo != null && !subject.equals(userInfo.get("sub"))) {
			throw new OAuth2AuthenticationException(
					new OAuth2Error("invalid_user_info_response", "The user information is about somebody else", null));
		}
		// Ours last: what the provider says must not decide as whom it counts here
		Map<String, Object> claims = new LinkedHashMap<>(idToken.getClaims());
		// And GitHub's are no other provider's to give
		GitHubUsers.ATTRIBUTES.forEach(claims::remove);
		claims.put(UserNames.SUBJECT, UserNames.of(String.valueOf(idToken.getClaims().get("iss")), subject));
		claims.put(UserNames.UPSTREAM, upstream.name());
		return new DefaultOidcUser(List.of(new SimpleGrantedAuthority("OIDC_USER")),
				new OidcIdToken(idToken.getTokenValue(), idToken.getIssuedAt(), idToken.getExpiresAt(), claims),
				(userInfo != null) ? new OidcUserInfo(userInfo) : null, UserNames.SUBJECT);
	}

	private @Nullable Map<String, Object> userInfo(LoginUpstream upstream, String accessToken) {
		URI endpoint = upstream.metadata().userInfo();
		if (endpoint == null) {
			return null;
		}
		Map<String, Object> present = new LinkedHashMap<>();
		this.api.object(endpoint, accessToken).forEach((name, value) -> {
			if (value != null && !GitHubUsers.ATTRIBUTES.contains(name)) {
				present.put(name, value);
			}
		});
		return present;
	}

}
