package io.github.mcpoauth.jose;

import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

import io.github.mcpoauth.core.OccasionalWarning;

/**
 * Says in the log that clocks differ, which nobody would guess from refused tokens: each
 * of them looks like one client's fault. To be asked about tokens whose signature was
 * verified. Thread-safe.
 */
final class ClockWarning {

	private static final Log logger = LogFactory.getLog(ClockWarning.class);

	/** All tokens of the issuer are refused then, each with a request of its own. */
	private static final Duration INTERVAL = Duration.ofHours(1);

	private final AccessTokenPolicy policy;

	private final OccasionalWarning warning = new OccasionalWarning(logger::warn, logger::debug, INTERVAL);

	ClockWarning(AccessTokenPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Looks at a token.
	 * @param jwt one that is signed by an issuer
	 * @param now the time here
	 */
	void look(Jwt jwt, Instant now) {
		Instant latest = later(jwt.getIssuedAt(), jwt.getNotBefore());
		if (latest == null || !latest.isAfter(now.plus(this.policy.clockSkew()))) {
			return;
		}
		Object issuer = jwt.getClaims().get(JwtClaimNames.ISS);
		if (issuer != null && this.policy.issuer().test(issuer.toString())) {
			this.warning.log(LogMessage.format(
					"The clock of %s is %s seconds ahead of this machine's, and its tokens are refused until they"
							+ " are no more than %s seconds apart: synchronize the clocks of both, with NTP",
					issuer, Duration.between(now, latest).toSeconds(), this.policy.clockSkew().toSeconds()));
		}
	}

	private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isAfter(other) ? one : other;
	}

}
