package io.github.mcpoauth.resource;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * Why a caller of an MCP endpoint was refused.
 */
public enum ChallengeReason {

	/** There is no token: the first call of every client (401). */
	MISSING_TOKEN(null),

	/** It is no token, or one with claims of the wrong type (401). */
	MALFORMED_TOKEN(TokenDefect.MALFORMED),

	/** No key of the issuer verifies the token (401). */
	BAD_SIGNATURE(TokenDefect.SIGNATURE),

	/** It is an ID token, or another one that is no access token (401). */
	WRONG_TYPE(TokenDefect.TYPE),

	/** The token is of an issuer or a tenant that is not accepted here (401). */
	WRONG_ISSUER(TokenDefect.ISSUER),

	/** The token is for another resource (401). */
	WRONG_AUDIENCE(TokenDefect.AUDIENCE),

	/** The token has expired, or is not valid yet (401). */
	EXPIRED_TOKEN(TokenDefect.EXPIRED),

	/** The token was revoked, or its issuer does not know it (401). */
	REVOKED_TOKEN(TokenDefect.REVOKED),

	/** Nobody knows the API key (401). */
	UNKNOWN_API_KEY(TokenDefect.UNKNOWN_API_KEY),

	/** The token is not valid for another reason (401). */
	INVALID_TOKEN(TokenDefect.OTHER),

	/** There are two tokens, or a token and an API key (400). */
	INVALID_REQUEST(null),

	/** The token lacks scopes (403). */
	INSUFFICIENT_SCOPE(null),

	/** A rule of the application's own refuses the caller (403). */
	FORBIDDEN(null),

	/** A web page calls from an origin that may not (403). */
	FOREIGN_ORIGIN(null),

	/** The request is for a host that this server is not (403). */
	FOREIGN_HOST(null),

	/** Whether the caller may come in can't be found out at the moment (503). */
	UNAVAILABLE(null);

	private static final Map<TokenDefect, ChallengeReason> BY_DEFECT = byDefect();

	private final @Nullable TokenDefect defect;

	ChallengeReason(@Nullable TokenDefect defect) {
		this.defect = defect;
	}

	static ChallengeReason of(TokenDefect defect) {
		return BY_DEFECT.getOrDefault(defect, INVALID_TOKEN);
	}

	private static Map<TokenDefect, ChallengeReason> byDefect() {
		Map<TokenDefect, ChallengeReason> reasons = new EnumMap<>(TokenDefect.class);
		for (ChallengeReason reason : values()) {
			if (reason.defect != null) {
				reasons.put(reason.defect, reason);
			}
		}
		return reasons;
	}

	/**
	 * The reason as the value of a tag.
	 * @return lower case, with underscores
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
