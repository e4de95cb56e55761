package io.github.mcpoauth.observability.doctor;

import java.time.Clock;
import java.time.Instant;

/**
 * Whether the server is there, whether others can listen, and whether clocks agree.
 */
final class TransportCheck implements Check {

	private final Clock clock;

	TransportCheck(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void examine(ServerView server, Findings findings) {
		Sighting first = server.withoutToken();
		if (first.answer() == null) {
			findings.failure("reachable", first.outcome(),
					"Start the server, and see that DNS, certificate, firewall and proxy let this machine through");
			return;
		}
		findings.ok("reachable", first.outcome());
		if (Members.isSecure(server.mcp())) {
			findings.ok("https", "nobody on the way can read what clients send");
		}
		else {
			findings.failure("https", server.mcp() + " is plain http: everybody on the way can use the tokens",
					"Serve https, and give clients that URL");
		}
		String date = first.header("date");
		findings.addIfThere(ClockSkew.finding("clock", "This machine", this.clock.instant(), date));
		Instant here = ClockSkew.parse(date);
		if (here != null && !server.issuer().getHost().equals(server.mcp().getHost())) {
			Sighting issuer = server.get(WellKnown.ofServer(server.issuer()).get(0));
			findings.addIfThere(
					ClockSkew.finding("clock-authorization-server", "The MCP server", here, issuer.header("date")));
		}
	}

}
