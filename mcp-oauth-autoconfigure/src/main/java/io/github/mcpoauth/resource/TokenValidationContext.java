package io.github.mcpoauth.resource;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * The verification of a token, while it is observed. Not thread-safe.
 */
public final class TokenValidationContext extends Observation.Context {

	private final Caller.TokenKind kind;

	private boolean valid;

	private @Nullable TokenDefect defect;

	TokenValidationContext(Caller.TokenKind kind) {
		this.kind = kind;
	}

	/**
	 * What it looks like.
	 * @return the kind
	 */
	public Caller.TokenKind getKind() {
		return this.kind;
	}

	/**
	 * Tells whether the token was accepted.
	 * @return whether it was
	 */
	public boolean isValid() {
		return this.valid;
	}

	/**
	 * Why it was refused.
	 * @return what is wrong with it, or {@code null} if it was accepted or could not be
	 * verified
	 */
	public @Nullable TokenDefect getDefect() {
		return this.defect;
	}

	void accepted() {
		this.valid = true;
	}

	void refused(TokenDefect reason) {
		this.defect = reason;
	}

}
