package io.github.mcpoauth.observability.doctor;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A client registers, and looks at the answer as strict clients do.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3.2.1">RFC 7591
 * section 3.2.1</a>
 */
final class RegistrationStep {

	private final RegistrationEndpoint endpoint;

	private final KnownClient client;

	RegistrationStep(ServerView server, KnownClient client) {
		this.endpoint = new RegistrationEndpoint(server);
		this.client = client;
	}

	/** The identifier that the client is given. */
	String clientId() throws FailedStepException {
		Sighting sighting = this.endpoint.register(this.client.registration());
		Map<String, @Nullable Object> answer = sighting.json();
		if (!sighting.is(HttpStatus.CREATED) && !sighting.is(HttpStatus.OK)) {
			throw new FailedStepException("registration: " + sighting.refusal(), fix(sighting));
		}
		if (answer == null) {
			throw new FailedStepException("registration: the answer is no JSON object",
					"Answer as RFC 7591 section 3.2.1 says");
		}
		String clientId = Members.text(answer.get("client_id"));
		if (clientId == null || !sighting.is(HttpStatus.CREATED)) {
			throw new FailedStepException(
					"registration: " + ((clientId == null) ? "the answer has no client_id" : "it is answered with 200"),
					"Answer 201 with a client_id (RFC 7591 section 3.2.1)");
		}
		examine(answer);
		return clientId;
	}

	private static void examine(Map<String, @Nullable Object> answer) throws FailedStepException {
		String empty = answer.entrySet()
			.stream()
			.filter((member) -> member.getValue() == null)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
		if (empty != null) {
			throw new FailedStepException("registration: " + empty + " is null in the answer",
					"Leave out what has no value: strict clients want a text there");
		}
		if (answer.get("client_secret") != null && answer.get("client_secret_expires_at") == null) {
			throw new FailedStepException("registration: a client_secret without client_secret_expires_at",
					"Add it, 0 for never (RFC 7591 section 3.2.1)");
		}
	}

	private String fix(Sighting sighting) {
		return switch (sighting.status()) {
			case 401, 403 -> "Open registration, or enter a client id in the client; or put a facade in front (here "
					+ "mcp.oauth.mode: facade)";
			case 429 -> "Wait, and run the doctor less often";
			default -> "Accept the redirect URI " + this.client.redirectUri()
					+ " (here mcp.oauth.registration.private-use-schemes for schemes of applications)";
		};
	}

}
