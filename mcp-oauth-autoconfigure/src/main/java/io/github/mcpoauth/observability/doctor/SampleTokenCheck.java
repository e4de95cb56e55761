package io.github.mcpoauth.observability.doctor;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.jose.UnverifiedClaims;

/**
 * Whether a token that somebody got would let him in, and if not, why. It is sent to the
 * MCP server and nowhere else, and nothing of it is shown but its issuer, audience and
 * expiry.
 */
final class SampleTokenCheck implements Check {

	private final String token;

	private final Clock clock;

	SampleTokenCheck(String token, Clock clock) {
		this.token = token;
		this.clock = clock;
	}

	@Override
	public void examine(ServerView server, Findings findings) {
		JWTClaimsSet claims = UnverifiedClaims.of(this.token);
		if (claims == null) {
			findings.ok("token-kind", "the token is opaque: only its issuer knows what it says");
		}
		else {
			findings.ok("token-kind", "the token is a JWT");
			examineIssuer(server, claims, findings);
			examineAudience(server, claims, findings);
			examineExpiry(claims, findings);
		}
		examineUse(server, findings);
	}

	private static void examineIssuer(ServerView server, JWTClaimsSet claims, Findings findings) {
		List<String> named = Members.texts(server.resourceMetadata().get("authorization_servers"));
		String issuer = claims.getIssuer();
		if (named.contains(issuer)) {
			findings.ok("token-issuer", "it is of " + issuer + ", which the MCP server names");
		}
		else {
			findings.warning("token-issuer", "it is of " + issuer + ", and the MCP server names " + named,
					"Behind a facade that is right. Else configure the issuer as it stands in the token");
		}
	}

	private static void examineAudience(ServerView server, JWTClaimsSet claims, Findings findings) {
		List<String> audience = claims.getAudience();
		if (audience.contains(server.mcp().toString())) {
			findings.ok("token-audience", "it was issued for this server");
		}
		else {
			findings.warning("token-audience",
					audience.isEmpty() ? "it was issued for nobody in particular" : "it was issued for " + audience,
					"Have the provider write " + server.mcp() + " into \"aud\", or accept what it writes (here "
							+ "mcp.oauth.resource.audiences)");
		}
	}

	private void examineExpiry(JWTClaimsSet claims, Findings findings) {
		Date expiry = claims.getExpirationTime();
		Instant now = this.clock.instant();
		if (expiry == null) {
			findings.warning("token-expiry", "it never expires", "Let tokens expire, after an hour at most");
		}
		else if (expiry.toInstant().isBefore(now)) {
			findings.failure("token-expiry", "it expired at " + expiry.toInstant(), "Get a new one");
		}
		else {
			findings.ok("token-expiry", "it is valid until " + expiry.toInstant());
		}
	}

	private void examineUse(ServerView server, Findings findings) {
		Sighting used = server.message(Map.of("Authorization", "Bearer " + this.token));
		if (used.is(HttpStatus.OK)) {
			findings.ok("token", "the MCP server accepts it");
			return;
		}
		BearerHeader challenge = (used.answer() != null) ? BearerHeader.of(used.answer().all("www-authenticate"))
				: null;
		String reason = (challenge != null) ? challenge.get("error_description") : null;
		findings.failure("token", used.outcome() + ((reason != null) ? ": " + reason : ""),
				used.is(HttpStatus.FORBIDDEN) ? "Ask for the scopes that the challenge names"
						: "Compare issuer, audience and expiry above with what the server expects");
	}

}
