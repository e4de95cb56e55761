package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.HttpProbe;

/**
 * Looks at an MCP server as clients do, from outside, and says what keeps which of them
 * from connecting. Works with any server, this library's or not. Thread-safe.
 */
public final class Doctor {

	private final HttpProbe probe;

	private final Clock clock;

	/**
	 * Makes a doctor.
	 * @param probe asks the server
	 * @param clock tells the time of this machine
	 */
	public Doctor(HttpProbe probe, Clock clock) {
		this.probe = probe;
		this.clock = clock;
	}

	/**
	 * Makes a doctor with what a program of its own needs.
	 * @return a doctor
	 */
	public static Doctor create() {
		return new Doctor(new HttpProbe(new HttpFetcher()), Clock.systemUTC());
	}

	/**
	 * Looks at a server.
	 * @param mcp the URL that clients are given, http or https with a host
	 * @param examination how far to go
	 * @return what was found; if the server can't be reached, nothing but that
	 * @throws IllegalArgumentException if the URL is none
	 */
	public DoctorReport examine(URI mcp, Examination examination) {
		if (Members.uri(mcp.toString()) == null || mcp.getRawFragment() != null) {
			throw new IllegalArgumentException(mcp + " is no http or https URL of an MCP server");
		}
		Findings findings = new Findings();
		try (ServerView server = new ServerView(mcp, this.probe)) {
			for (Check check : checks(examination)) {
				if (server.withoutToken().answer() != null || check instanceof TransportCheck) {
					check.examine(server, findings);
				}
			}
		}
		return DoctorReport.of(mcp.toString(), findings.all());
	}

	private List<Check> checks(Examination examination) {
		List<Check> checks = new ArrayList<>(
				List.of(new TransportCheck(this.clock), new ChallengeCheck(), new ResourceMetadataCheck(),
						new ServerMetadataCheck(), new BrowserAccessCheck(), new ForgedHostCheck()));
		if (examination.register()) {
			checks.add(new DangerousRedirectCheck());
		}
		if (examination.token() != null) {
			checks.add(new SampleTokenCheck(examination.token(), this.clock));
		}
		for (KnownClient client : KnownClient.values()) {
			checks.add(new ClientCheck(client, examination.register()));
		}
		return checks;
	}

	/**
	 * How far to go.
	 *
	 * @param register whether known clients register, as they would. Servers that keep
	 * registrations have some more then, unless they let clients delete theirs (RFC
	 * 7592).
	 * @param token an access token to try, or {@code null}
	 */
	public record Examination(boolean register, @Nullable String token) {

		/**
		 * Does not show the token.
		 */
		@Override
		public String toString() {
			return "Examination[register=" + this.register + "]";
		}

	}

}
