package io.github.mcpoauth.bench;

import java.util.List;
import java.util.Map;

/**
 * What a call with a token that was seen before costs in an application that has meters,
 * or a virtual thread for each request. All that is compared is in the same virtual
 * machine.
 */
final class Circumstances {

	/** Of Java; there are none before. */
	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private static final String VIRTUAL_THREADS = "spring.threads.virtual.enabled=true";

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	Circumstances(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		if (this.settings.quick()) {
			this.report.note("meters and virtual threads: only without --quick");
			return;
		}
		Server ours = this.fleet.resourceServer();
		meters(ours);
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			virtualThreads(ours);
		}
		else {
			this.report.note("Java " + Runtime.version().feature() + " has no virtual threads");
		}
	}

	private void meters(Server ours) {
		String issuer = this.fleet.provider().issuer();
		String upstream = "mcp.oauth.upstream.issuer-uri=" + issuer;
		try (Server open = Fleet.startBeside(ours, Variant.UNPROTECTED_METERED);
				Server spring = Fleet.startBeside(ours, Variant.SPRING_METERED, "bench.issuer=" + issuer);
				Server metered = Fleet.startBeside(ours, Variant.MCP_OAUTH_METERED, upstream);
				Server unobserved = Fleet.startBeside(ours, Variant.MCP_OAUTH_UNOBSERVED, upstream)) {
			Map<String, Comparison.Figures> figures = new Comparison(this.settings)
				.of(List.of(call("without meters", ours), call("meters, unprotected", open),
						call("meters, Spring's resource server", spring), call("meters", metered),
						call("meters, none of Spring Security", unobserved)));
			this.report.figures("Calls in an application with the meters of Actuator", figures);
			Comparison.Figures all = figures.get("meters");
			this.report.ratio("meters-vs-none", all.dividedBy(figures.get("without meters")), "none");
			this.report.ratio("meters-protected-vs-unprotected", all.dividedBy(figures.get("meters, unprotected")),
					"none");
			this.report.ratio("meters-protected-vs-spring",
					all.dividedBy(figures.get("meters, Spring's resource server")), "none");
			this.report.ratio("meters-none-of-security-vs-unprotected",
					figures.get("meters, none of Spring Security").dividedBy(figures.get("meters, unprotected")),
					"none");
		}
	}

	private void virtualThreads(Server ours) {
		try (Server open = Fleet.startBeside(ours, Variant.UNPROTECTED, VIRTUAL_THREADS);
				Server virtual = Fleet.startBeside(ours, Variant.MCP_OAUTH, VIRTUAL_THREADS,
						"mcp.oauth.upstream.issuer-uri=" + this.fleet.provider().issuer())) {
			Map<String, Comparison.Figures> figures = new Comparison(this.settings)
				.of(List.of(call("platform threads", ours), call("virtual threads, unprotected", open),
						call("virtual threads", virtual)));
			this.report.figures("Calls on virtual threads", figures);
			Comparison.Figures all = figures.get("virtual threads");
			this.report.ratio("virtual-vs-platform-threads", all.dividedBy(figures.get("platform threads")), "none");
			this.report.ratio("virtual-threads-protected-vs-unprotected",
					all.dividedBy(figures.get("virtual threads, unprotected")), "none");
		}
	}

	private Contender call(String name, Server server) {
		return new Contender(name, server,
				Http.call(server.port(), this.fleet.provider().rsaToken(server.url("/mcp"))));
	}

}
