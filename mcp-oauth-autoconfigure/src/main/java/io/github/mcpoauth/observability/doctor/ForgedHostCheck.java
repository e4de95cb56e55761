package io.github.mcpoauth.observability.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.mcpoauth.net.ProbeAnswer;

/**
 * Whether a header that anybody can write changes where clients are sent: to a login of
 * the attacker's, from a cache that both use.
 */
final class ForgedHostCheck implements Check {

	private static final String FORGED = "mcp-oauth-doctor.invalid";

	@Override
	public void examine(ServerView server, Findings findings) {
		// Not Host, by which a proxy finds the server
		Map<String, String> forged = Map.of("X-Forwarded-Host", FORGED, "Forwarded", "host=" + FORGED, "Accept",
				"application/json");
		if (shows(server.message(forged))
				|| shows(server.send("GET", WellKnown.ofResource(server.mcp()), forged, null))) {
			findings.failure("forged-host", "a forged X-Forwarded-Host gets into the challenge or the metadata",
					"Configure the public URL (here mcp.oauth.base-url), and let the proxy overwrite these headers");
		}
		else {
			findings.ok("forged-host", "forged X-Forwarded-Host and Forwarded headers change nothing");
		}
	}

	private static boolean shows(Sighting sighting) {
		ProbeAnswer answer = sighting.answer();
		return answer != null && (new String(answer.body(), StandardCharsets.UTF_8).contains(FORGED)
				|| answer.all("www-authenticate").toString().contains(FORGED));
	}

}
