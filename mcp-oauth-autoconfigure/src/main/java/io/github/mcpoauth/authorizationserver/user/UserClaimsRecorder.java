package io.github.mcpoauth.authorizationserver.user;

import java.security.Principal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

import io.github.mcpoauth.authorizationserver.store.CompletedAuthorizations;

/**
 * Keeps with each authorization what its tokens say about the user. It is found out when
 * the authorization is first saved: only then the principal is the one who logged in, and
 * not what a store has kept of it. Thread-safe.
 */
public final class UserClaimsRecorder extends CompletedAuthorizations {

	/**
	 * The attribute of an authorization that the claims are in: a map of JSON values.
	 */
	public static final String ATTRIBUTE = "io.github.mcpoauth.user_claims";

	/** RFC 9068 section 2.2.1, in seconds. */
	private static final String AUTH_TIME = "auth_time";

	private static final Set<String> RESERVED = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", AUTH_TIME,
			"client_id", "azp", "scope", "scp", "cnf", "act", "may_act");

	private final UserClaims userClaims;

	/**
	 * Adds claims on the way to a store.
	 * @param delegate the store
	 * @param userClaims what is known of users
	 */
	public UserClaimsRecorder(OAuth2AuthorizationService delegate, UserClaims userClaims) {
		super(delegate);
		this.userClaims = userClaims;
	}

	/**
	 * The claims that were kept.
	 * @param authorization an authorization, or {@code null}
	 * @return the claims, or none
	 */
	public static Map<String, Object> recorded(@Nullable OAuth2Authorization authorization) {
		Map<String, Object> claims = (authorization != null) ? authorization.getAttribute(ATTRIBUTE) : null;
		return (claims != null) ? claims : Map.of();
	}

	/**
	 * Tells whether a claim of an access token can say something about the user.
	 * @param claim its name
	 * @return whether it can
	 */
	public static boolean isOfUser(String claim) {
		return !RESERVED.contains(claim);
	}

	@Override
	protected OAuth2Authorization complete(OAuth2Authorization authorization) {
		return (authorization.getAttribute(ATTRIBUTE) == null
				&& authorization.getAttribute(Principal.class.getName()) instanceof Authentication user)
						? OAuth2Authorization.from(authorization)
							.attribute(ATTRIBUTE, claims(this.userClaims, user))
							.build()
						: authorization;
	}

	/**
	 * What to keep of a user.
	 * @param userClaims what is known of users
	 * @param user who has logged in
	 * @return the value of the {@linkplain #ATTRIBUTE attribute}: the claims, and when
	 * the user was last seen to be who it is
	 * @throws IllegalStateException if one of the claims is no JSON
	 */
	public static Map<String, Object> claims(UserClaims userClaims, Authentication user) {
		Map<String, Object> claims = new LinkedHashMap<>();
		userClaims.of(user).forEach((name, value) -> {
			if (value != null && !RESERVED.contains(name)) {
				checkJson(name, value);
				claims.put(name, value);
			}
		});
		// The latest factor is when the user was last seen to be who it is
		user.getAuthorities()
			.stream()
			.filter(FactorGrantedAuthority.class::isInstance)
			.map((factor) -> ((FactorGrantedAuthority) factor).getIssuedAt())
			.max(Comparator.naturalOrder())
			.map(Instant::getEpochSecond)
			.ifPresent((time) -> claims.put(AUTH_TIME, time));
		return Collections.unmodifiableMap(claims);
	}

	/**
	 * What is no JSON would be lost, or be another thing, as soon as there is a store.
	 */
	private static void checkJson(String name, @Nullable Object value) {
		if (value instanceof Collection<?> values) {
			values.forEach((element) -> checkJson(name, element));
		}
		else if (value instanceof Map<?, ?> members) {
			members.forEach((key, member) -> {
				checkJson(name, key);
				checkJson(name, member);
			});
		}
		else if (value != null && !(value instanceof String || value instanceof Number || value instanceof Boolean)) {
			throw new IllegalStateException("The claim " + name + " of the UserClaims bean is a "
					+ value.getClass().getName() + ", which is no JSON");
		}
	}

}
