package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.ErrorText;

/**
 * Something that has happened, and that somebody may want to know of later. To be told,
 * annotate a method that takes an event of this or a more special type with Spring's
 * {@code @EventListener}.
 * <p>
 * Events are told in the thread of the request, after what they tell of was stored and
 * before it is answered. They are immutable, and hold nothing that opens a door: no
 * token, code, secret, verifier, {@code state} or cookie.
 */
public sealed interface OAuthEvent permits ClientAuthenticationFailed, ClientDeleted, ClientRegistered, ClientUpdated,
		CodeReplayed, ConsentDenied, ConsentGiven, ConsentRevoked, RefreshTokenReplayed, ScopeRefused, TokensIssued,
		TokensRefreshed, TokensRevoked, UserRefused {

	/**
	 * Whose access it is about.
	 * @return the name that the user has here, or the {@code sub} of the identity
	 * provider's token; {@code null} if no person has to do with it, or it is not known
	 * who
	 */
	default @Nullable String user() {
		return null;
	}

	/**
	 * The client that it is about.
	 * @return the client, or {@code null} if there is none or it is not known
	 */
	@Nullable Client client();

	/**
	 * All but the user, to be written down: texts and truth values that are fit for a
	 * log, by the names that OAuth has for them. What is not known is left out.
	 * @return the details in their order, unmodifiable
	 */
	Map<String, Object> details();

	/**
	 * A client.
	 *
	 * @param id its identifier. It is no secret, but may be long: without a store it
	 * holds the whole registration
	 * @param name what it calls itself, which can be any text, or {@code null}
	 */
	record Client(String id, @Nullable String name) {

		/** As {@code mcp.oauth.registration.revoked-clients} knows it. */
		private static final int PREFIX = 24;

		private static final int SHORT = 64;

		private static final int LONGEST_URL = 500;

		/**
		 * The identifier for people to read and to search for: its beginning and a star
		 * where it is long and no URL. In {@code mcp.oauth.registration.revoked-clients}
		 * that is enough to end the client.
		 * @return at most 500 printable ASCII characters
		 */
		public String shortId() {
			boolean whole = this.id.length() <= SHORT
					|| (this.id.startsWith("https://") && this.id.length() <= LONGEST_URL);
			return ErrorText.printable(whole ? this.id : this.id.substring(0, PREFIX) + "*");
		}

		@Override
		public String toString() {
			return shortId() + ((this.name != null) ? " (" + ErrorText.of(this.name) + ")" : "");
		}

	}

}
