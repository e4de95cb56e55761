package io.github.mcpoauth.authorizationserver.user;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * The claims {@code username}, {@code email}, {@code email_verified} and {@code name}, as
 * far as the principal knows them: from the attributes of a user of OAuth, whose name is
 * an identifier and no user name, or from the properties of the application's own
 * {@link UserDetails}.
 */
public final class PrincipalUserClaims implements UserClaims {

	/** The claim with the name that a user logs in with. */
	public static final String USERNAME = "username";

	/** At GitHub and in OpenID Connect. The last one that is there counts. */
	private static final List<String> USER_NAMES = List.of("login", "preferred_username");

	@Override
	public Map<String, Object> of(Authentication user) {
		Function<String, @Nullable Object> known = known(user.getPrincipal());
		Map<String, Object> claims = new LinkedHashMap<>();
		if (!(user.getPrincipal() instanceof OAuth2AuthenticatedPrincipal)) {
			claims.put(USERNAME, user.getName());
		}
		for (String name : USER_NAMES) {
			putText(claims, USERNAME, known.apply(name));
		}
		putText(claims, "email", known.apply("email"));
		if (claims.containsKey("email") && known.apply("email_verified") instanceof Boolean verified) {
			claims.put("email_verified", verified);
		}
		putText(claims, "name", known.apply("name"));
		return claims;
	}

	private static void putText(Map<String, Object> claims, String name, @Nullable Object value) {
		if (value instanceof String text && !text.isBlank()) {
			claims.put(name, text);
		}
	}

	private static Function<String, @Nullable Object> known(@Nullable Object principal) {
		if (principal instanceof OAuth2AuthenticatedPrincipal user) {
			return user.getAttributes()::get;
		}
		if (principal instanceof UserDetails) {
			BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(principal);
			return (name) -> property(properties, name);
		}
		return (name) -> null;
	}

	/**
	 * A getter that fails, as those of detached entities do, is no reason to let nobody
	 * log in.
	 */
	private static @Nullable Object property(BeanWrapper properties, String name) {
		try {
			return properties.isReadableProperty(name) ? properties.getPropertyValue(name) : null;
		}
		catch (BeansException ex) {
			return null;
		}
	}

}
