package io.github.mcpoauth.observability.doctor;

import java.util.List;

import org.springframework.http.HttpStatus;

/**
 * Whether anybody may register to have codes sent where they must not go: to a script in
 * the browser, or over the network for all to read.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-2.6">RFC 9700
 * section 2.6</a>
 */
final class DangerousRedirectCheck implements Check {

	private static final String ID = "dangerous-redirects";

	private static final List<String> DANGEROUS = List.of("javascript:alert(1)",
			"http://mcp-oauth-doctor.invalid/callback");

	@Override
	public void examine(ServerView server, Findings findings) {
		if (server.endpoint("registration_endpoint") == null) {
			return;
		}
		RegistrationEndpoint registration = new RegistrationEndpoint(server);
		for (String uri : DANGEROUS) {
			Sighting answer = registration.register("""
					{"client_name":"mcp-oauth-doctor","redirect_uris":["%s"],"token_endpoint_auth_method":"none"}"""
				.formatted(uri));
			if (answer.is(HttpStatus.CREATED) || answer.is(HttpStatus.OK)) {
				findings.failure(ID, "a client may register with the redirect URI " + uri,
						"Refuse all but https, loopback, and schemes of applications: a code that is sent there is "
								+ "anybody's");
				return;
			}
		}
		findings.ok(ID, "no client may register to have codes sent to scripts, or over plain http");
	}

}
