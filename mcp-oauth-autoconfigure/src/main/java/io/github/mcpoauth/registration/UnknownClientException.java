package io.github.mcpoauth.registration;

import java.io.Serial;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * There is no client with this identifier, or it can't be found out at the moment.
 */
public final class UnknownClientException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient OAuthError error;

	private UnknownClientException(OAuthError error) {
		super(error.description());
		this.error = error;
	}

	/**
	 * The identifier was not issued here.
	 * @return the exception
	 */
	public static UnknownClientException unregistered() {
		return new UnknownClientException(
				OAuthError.invalidClient(Check.CLIENT, "The client is not known here; register again"));
	}

	/**
	 * The document can't be had. One answer for every reason: what this server can reach
	 * is nobody's business.
	 */
	static UnknownClientException unreachable() {
		return new UnknownClientException(OAuthError.invalidClient(Check.CLIENT_DOCUMENT,
				"The client metadata document at the client_id can't be used"));
	}

	/**
	 * The identifier or the document breaks a rule.
	 * @param reason which one, in words that don't repeat what the client sent
	 */
	static UnknownClientException invalid(String reason) {
		return new UnknownClientException(OAuthError.invalidClient(Check.CLIENT_DOCUMENT, reason));
	}

	/** Too many documents are fetched at the moment. */
	static UnknownClientException busy() {
		return new UnknownClientException(new OAuthError("temporarily_unavailable",
				"Too many clients are looked up; try again in a minute", Check.RATE_LIMIT));
	}

	/**
	 * The error for the client and for developers.
	 * @return {@code invalid_client}, or {@code temporarily_unavailable} if the same
	 * request may succeed later
	 */
	public OAuthError error() {
		return this.error;
	}

	/**
	 * Whether the same request may succeed later.
	 * @return whether nothing is known of the client yet
	 */
	public boolean isTemporary() {
		return this.error.code().equals("temporarily_unavailable");
	}

}
