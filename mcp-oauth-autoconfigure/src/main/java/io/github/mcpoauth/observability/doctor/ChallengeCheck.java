package io.github.mcpoauth.observability.doctor;

import java.net.URI;

import org.springframework.http.HttpStatus;

/**
 * What the server says to who has no token: the start of every login.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9728#section-5.1">RFC 9728
 * section 5.1</a>
 */
final class ChallengeCheck implements Check {

	@Override
	public void examine(ServerView server, Findings findings) {
		Sighting first = server.withoutToken();
		if (!first.is(HttpStatus.UNAUTHORIZED)) {
			findings.failure("challenge-status", first.outcome() + ", where clients wait for a 401 to log in",
					reason(first));
		}
		else {
			findings.ok("challenge-status", "a request without a token is answered with 401");
		}
		BearerHeader challenge = server.challenge();
		if (challenge == null) {
			findings.failure("challenge-syntax", "the answer has no WWW-Authenticate header with the scheme Bearer",
					"Let the MCP endpoint answer WWW-Authenticate: Bearer resource_metadata=\"…\" (RFC 9728 section 5.1)");
			return;
		}
		if (challenge.problem() != null) {
			findings.failure("challenge-syntax", "WWW-Authenticate is malformed: " + challenge.problem(),
					"Separate parameters with commas, and put their values in double quotes (RFC 9110 section 11.6.1)");
		}
		else {
			findings.ok("challenge-syntax", "WWW-Authenticate is well-formed");
		}
		if (challenge.get("error") != null) {
			findings.warning("challenge-error",
					"the challenge names the error \"" + challenge.get("error") + "\", although no token was sent",
					"Leave the error out there: some clients take it for a refusal (RFC 6750 section 3.1)");
		}
		examineMetadata(server, challenge, findings);
	}

	private static void examineMetadata(ServerView server, BearerHeader challenge, Findings findings) {
		String named = challenge.get("resource_metadata");
		URI uri = Members.uri(named);
		if (named == null) {
			findings.warning("challenge-metadata", "the challenge does not say where the metadata is",
					"Add resource_metadata: some clients look nowhere else (RFC 9728 section 5.1)");
		}
		else if (uri == null) {
			findings.failure("challenge-metadata", "resource_metadata is no absolute URL: " + named,
					"Write the whole URL, with https and the public host");
		}
		else if (server.get(uri).document() == null) {
			findings.failure("challenge-metadata",
					"the challenge names metadata that can't be had: " + server.get(uri).outcome(),
					"Serve it there without a login, and let the proxy pass /.well-known/ on");
		}
		else {
			findings.ok("challenge-metadata", "the challenge names metadata that is there: " + named);
		}
	}

	private static String reason(Sighting first) {
		return switch (first.status()) {
			case 200 ->
				"The endpoint is open to everybody. If that is meant, clients need no login; if not, protect it";
			case 301, 302, 303, 307, 308 -> "Something in front redirects it, such as a login page for browsers or a "
					+ "canonical URL. Exempt the MCP endpoint, and give clients the URL that does not redirect";
			case 403 -> "A firewall or the server's check of Host and Origin refuses it: let the public host name pass";
			case 404 -> "No MCP endpoint is at this URL: compare the path, and the transport (streamable HTTP)";
			case 405 -> "This is not the streamable HTTP endpoint: it does not take POST";
			case 502, 503, 504 -> "The server behind the proxy is down or not ready";
			default -> "Answer requests without a token with 401 and a challenge";
		};
	}

}
