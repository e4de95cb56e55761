package io.github.mcpoauth.authorizationserver.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Decides whether a user goes further: whoever is not allowed to, and whoever could be
 * taken for somebody else, does not. Thread-safe.
 */
public final class Admission {

	private final AllowedUsers allowed;

	/**
	 * Makes the decision.
	 * @param allowed who may get tokens
	 */
	public Admission(AllowedUsers allowed) {
		this.allowed = allowed;
	}

	/**
	 * Why a user who is there may not get tokens, or {@code null}.
	 * @param user who has logged in, or {@code null} if nobody has yet
	 * @return a sentence for the user, or {@code null} if there is nothing against it
	 */
	public @Nullable String refusal(@Nullable Authentication user) {
		if (user == null) {
			// Nobody is there yet, and so nobody is let in
			return null;
		}
		return UserNames.isDisguised(user)
				? "The name of this account can't be told from one of an identity provider's users."
				: this.allowed.refusal(user);
	}

	/**
	 * Whether a user of before may have further tokens. Of the name there is nothing to
	 * say any more: it was looked at before.
	 * @param user who has logged in then, or {@code null}
	 * @return whether there is nothing against it
	 */
	public boolean isStillAllowed(@Nullable Authentication user) {
		return user == null || this.allowed.refusal(user) == null;
	}

}
