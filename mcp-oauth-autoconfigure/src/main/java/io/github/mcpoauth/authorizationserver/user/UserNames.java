package io.github.mcpoauth.authorizationserver.user;

import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Names of users. The name of one who has logged in at an identity provider is the
 * provider's issuer and, behind a bar, what the provider's {@code sub} says: unlike a
 * user name or an e-mail address, it is nobody else's, at no other provider, and never
 * will be.
 *
 * @see <a href=
 * "https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability">OpenID Connect
 * Core 1.0 section 5.7</a>
 */
public final class UserNames {

	/** The attribute of a user with the unique name. */
	public static final String SUBJECT = "mcp_oauth_subject";

	/** The attribute of a user that says at which of the upstreams the login was. */
	public static final String UPSTREAM = "mcp_oauth_upstream";

	private UserNames() {
	}

	/**
	 * Makes the unique name of a user.
	 * @param issuer who knows the user
	 * @param subject as whom
	 * @return the name
	 */
	public static String of(String issuer, String subject) {
		return issuer + "|" + subject;
	}

	/**
	 * The upstream that a user has logged in at.
	 * @param user who has logged in
	 * @return its name, or {@code null} if the login was elsewhere
	 */
	public static @Nullable String upstreamOf(Authentication user) {
		return (user.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
				&& principal.getAttributes().get(UPSTREAM) instanceof String upstream) ? upstream : null;
	}

	/**
	 * Whether a local user has a name that looks like one of an identity provider's.
	 */
	static boolean isDisguised(Authentication user) {
		String name = user.getName().toLowerCase(Locale.ROOT);
		return upstreamOf(user) == null && name.matches("https?://[^|]*\\|.*");
	}

	/**
	 * A name that people know themselves by.
	 * @param user who has logged in
	 * @return the name, which is for reading only: others may have the same
	 */
	public static String display(Authentication user) {
		if (user.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal) {
			return Stream.of("preferred_username", "email", "name")
				.map((attribute) -> principal.getAttributes().get(attribute))
				.filter((value) -> value instanceof String text && !text.isBlank())
				.map(String.class::cast)
				.findFirst()
				.orElseGet(user::getName);
		}
		return user.getName();
	}

}
