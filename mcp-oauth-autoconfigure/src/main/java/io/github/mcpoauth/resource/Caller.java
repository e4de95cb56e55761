package io.github.mcpoauth.resource;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who calls a tool, however it was shown. Callers are immutable and hold no token, and
 * their text shows no claims.
 * <p>
 * To make one for a test, authenticate whom you like and use {@link #of(Authentication)}.
 */
public interface Caller {

	/**
	 * The name of the caller. It is only unique at its {@linkplain #issuer() issuer}: to
	 * tell callers apart, compare both (RFC 9068 section 2.2).
	 * @return the {@code sub} of a token, the name of an API key, or the name of another
	 * authentication; empty if nobody in particular calls
	 */
	String subject();

	/**
	 * Who vouches for the subject.
	 * @return the {@code iss} of a token; {@code null} if it has none, and for API keys,
	 * for which this application vouches
	 */
	@Nullable String issuer();

	/**
	 * The e-mail address, of which nobody says that it is the caller's unless it is
	 * {@linkplain #isEmailVerified() verified}. Even then another user may have it
	 * tomorrow: it is no key to find users by.
	 * @return the {@code email} of a token, or {@code null}
	 */
	@Nullable String email();

	/**
	 * Whether the issuer says that the e-mail address is the caller's.
	 * @return whether the token has an {@code email} and a true {@code email_verified}
	 */
	boolean isEmailVerified();

	/**
	 * A name to show to people.
	 * @return the {@code name} or else the {@code preferred_username} of a token, the
	 * name of an API key, or {@code null}
	 */
	@Nullable String name();

	/**
	 * The client that the caller uses.
	 * @return the {@code client_id} of a token (RFC 9068 section 2.2), or what other
	 * issuers call it: {@code azp}, {@code appid} or {@code cid}; {@code null} if there
	 * is none
	 */
	@Nullable String client();

	/**
	 * Whether the caller is a client that acts for itself, with no person behind it
	 * (client credentials, RFC 6749 section 4.4). There is no e-mail address then, and
	 * the subject names the client.
	 * @return whether the token says so: its {@code sub} is its {@code client_id}, or it
	 * has what Entra ID and Auth0 write instead; {@code false} for API keys, of which
	 * nobody knows
	 */
	default boolean isClient() {
		return CallerIdentity.isClient(claims());
	}

	/**
	 * What the caller may do.
	 * @return the scopes, sorted
	 */
	Set<String> scopes();

	/**
	 * How the caller was recognized.
	 * @return the kind
	 */
	TokenKind tokenKind();

	/**
	 * What the token says, or the issuer about it.
	 * @return the claims, or none if there is no token of OAuth
	 */
	Map<String, Object> claims();

	/**
	 * The application's own user, whom its {@link UserMapper} has found.
	 * @param <U> the type of the user
	 * @param type the type that the mapper returns
	 * @return the user
	 * @throws IllegalStateException if there is no mapper, if nobody in particular calls,
	 * or if this caller was made of an authentication only
	 * @throws ClassCastException if the user is of another type
	 */
	<U> U user(Class<U> type);

	/**
	 * The caller of the request that this thread works for. On other threads, such as
	 * those of an asynchronous server, the {@code McpTransportContext} knows:
	 * {@link CallerTransportContext}.
	 * @return the caller
	 * @throws IllegalStateException if this thread works for no request
	 */
	static Caller current() {
		SecurityContext context = SecurityContextHolder.getContext();
		Authentication authentication = context.getAuthentication();
		if (authentication == null) {
			throw new IllegalStateException("This thread does not work for a request, so nobody calls. "
					+ "On the threads of an asynchronous server, ask the McpTransportContext");
		}
		return AuthenticatedCaller.of(authentication, UserSecurityContext.userIn(context));
	}

	/**
	 * The caller whom an authentication is about, without the application's own user.
	 * @param authentication of any kind
	 * @return the caller; nobody in particular for an anonymous authentication, and for
	 * one that is not authenticated
	 */
	static Caller of(Authentication authentication) {
		return AuthenticatedCaller.of(authentication, null);
	}

	/**
	 * How a caller was recognized.
	 */
	enum TokenKind {

		/** By an access token that is a JWT. */
		JWT,

		/** By another access token, about which its issuer was asked. */
		OPAQUE,

		/** By an API key. */
		API_KEY,

		/** In a way of the application's own. */
		OTHER,

		/** Not at all: the endpoint is open and the caller showed nothing. */
		NONE

	}

}
