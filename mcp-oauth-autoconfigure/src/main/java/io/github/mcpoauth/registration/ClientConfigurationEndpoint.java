package io.github.mcpoauth.registration;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.event.ClientDeleted;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.RequestPaths;

/**
 * The client configuration endpoint: where a client reads, replaces and deletes its own
 * registration with its registration access token. Thread-safe.
 * <p>
 * In contrast to the RFC, a client that is not known gets a 404, and only who sent a
 * token at all. Identifiers are public and can't be guessed, so that tells nobody
 * anything, and it tells the client to register again and not to look for its token.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-2">RFC 7592 section
 * 2</a>
 */
public final class ClientConfigurationEndpoint implements HttpRequestHandler {

	private final ClientRegistrar registrar;

	private final RegistrationRules rules;

	private final RevokedClients revoked;

	private final UnaryOperator<String> clientUri;

	private final OAuthEventPublisher events;

	/**
	 * Makes an endpoint.
	 * @param registrar keeps registrations
	 * @param rules what clients may register
	 * @param revoked which clients are not wanted any more
	 * @param clientUri where a client finds its registration, by its identifier
	 * @param events is told what clients have changed
	 */
	public ClientConfigurationEndpoint(ClientRegistrar registrar, RegistrationRules rules, RevokedClients revoked,
			UnaryOperator<String> clientUri, OAuthEventPublisher events) {
		this.registrar = registrar;
		this.rules = rules;
		this.revoked = revoked;
		this.clientUri = clientUri;
		this.events = events;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		List<String> methods = this.registrar.isChangeable() ? List.of("GET", "PUT", "DELETE") : List.of("GET");
		if (!methods.contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
			JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED, OAuthError.invalidRequest(Check.METHOD,
					"A registration here can be used with " + String.join(", ", methods) + " only"));
			return;
		}
		String token = BearerToken.of(request);
		if (token == null) {
			BearerToken.challenge(response, "registration", null, "The registration access token is missing");
			return;
		}
		Optional<Registration> registration = find(request);
		if (registration.isEmpty()) {
			refuseUnknown(response);
		}
		else if (!Sha256.matches(registration.get().accessTokenHashes(), token)) {
			JsonResponse.write(response, HttpStatus.FORBIDDEN,
					BearerToken.invalidToken("The registration access token is not this client's"));
		}
		else {
			answer(request, response, registration.get(), token);
		}
	}

	private Optional<Registration> find(HttpServletRequest request) {
		String path = RequestPaths.of(request);
		String clientId = path.substring(path.lastIndexOf('/') + 1);
		return this.revoked.isRevoked(clientId) ? Optional.empty() : this.registrar.registration(clientId);
	}

	private void answer(HttpServletRequest request, HttpServletResponse response, Registration registration,
			String token) throws IOException {
		switch (request.getMethod()) {
			case "PUT" -> update(request, response, registration, token);
			case "DELETE" -> delete(response, registration);
			default -> {
				this.registrar.confirm(registration, token);
				write(response, new IssuedClient(registration, null, token));
			}
		}
	}

	private void delete(HttpServletResponse response, Registration registration) throws IOException {
		boolean deleted = this.registrar.delete(registration);
		if (deleted) {
			// Its grants may fail to end, and it is gone all the same
			this.events
				.publish(new ClientDeleted(new OAuthEvent.Client(registration.clientId(), registration.clientName())));
		}
		this.registrar.endGrants(registration);
		if (!deleted) {
			refuseUnknown(response);
			return;
		}
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setStatus(HttpStatus.NO_CONTENT.value());
	}

	private static void refuseUnknown(HttpServletResponse response) throws IOException {
		JsonResponse.write(response, HttpStatus.NOT_FOUND,
				OAuthError.invalidClient(Check.CLIENT, "The client is not known here; register again"));
	}

	private void update(HttpServletRequest request, HttpServletResponse response, Registration registration,
			String token) throws IOException {
		try {
			Map<String, @Nullable Object> members = RegistrationBody.read(request);
			if (members == null) {
				ClientRegistrationEndpoint.refuseTooLong(response);
				return;
			}
			RegistrationUpdate.check(members, registration);
			IssuedClient client = this.registrar.update(registration, this.rules.parse(members), token);
			if (client == null) {
				JsonResponse.write(response, HttpStatus.CONFLICT,
						OAuthError.invalidRequest(Check.STORE, "The registration is being changed by another request"));
				return;
			}
			this.events.publish(client.updated());
			write(response, client);
		}
		catch (ClientRegistrationException ex) {
			ClientRegistrationEndpoint.refuse(response, ex);
		}
	}

	private void write(HttpServletResponse response, IssuedClient client) throws IOException {
		JsonResponse.write(response, HttpStatus.OK, client.response(this.clientUri));
	}

}
