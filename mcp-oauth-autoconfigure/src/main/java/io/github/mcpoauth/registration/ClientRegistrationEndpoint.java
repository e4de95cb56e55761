package io.github.mcpoauth.registration;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.JsonResponse;

/**
 * The client registration endpoint. It is open to everybody unless there are initial
 * access tokens: registering gives a client nothing but the right to ask a person for
 * consent. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3">RFC 7591 section
 * 3</a>
 */
public final class ClientRegistrationEndpoint implements HttpRequestHandler {

	private static final Log logger = LogFactory.getLog(ClientRegistrationEndpoint.class);

	private final ClientRegistrar registrar;

	private final RegistrationRules rules;

	private final InitialAccessTokens tokens;

	private final UnaryOperator<String> clientUri;

	private final OAuthEventPublisher events;

	/**
	 * Makes an endpoint.
	 * @param registrar keeps registrations
	 * @param rules what clients may register
	 * @param tokens who may register
	 * @param clientUri where a client finds its registration, by its identifier
	 * @param events is told who has registered
	 */
	public ClientRegistrationEndpoint(ClientRegistrar registrar, RegistrationRules rules, InitialAccessTokens tokens,
			UnaryOperator<String> clientUri, OAuthEventPublisher events) {
		this.registrar = registrar;
		this.rules = rules;
		this.tokens = tokens;
		this.clientUri = clientUri;
		this.events = events;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED,
					OAuthError.invalidRequest(Check.METHOD, "Clients are registered with POST"));
			return;
		}
		String token = BearerToken.of(request);
		if (!this.tokens.admit(token)) {
			BearerToken.challenge(response, "registration", token, "Registering here needs an initial access token");
			return;
		}
		try {
			register(request, response);
		}
		catch (ClientRegistrationException ex) {
			refuse(response, ex);
		}
	}

	private void register(HttpServletRequest request, HttpServletResponse response)
			throws IOException, ClientRegistrationException {
		Map<String, @Nullable Object> members = RegistrationBody.read(request);
		if (members == null) {
			refuseTooLong(response);
			return;
		}
		IssuedClient client = this.registrar.register(this.rules.parse(members));
		this.events.publish(client.registered());
		JsonResponse.write(response, HttpStatus.CREATED, client.response(this.clientUri));
	}

	static void refuse(HttpServletResponse response, ClientRegistrationException refused) throws IOException {
		logger.debug(LogMessage.format("Refused a client registration: %s", refused.error().description()));
		JsonResponse.write(response, HttpStatus.BAD_REQUEST, refused.error());
	}

	static void refuseTooLong(HttpServletResponse response) throws IOException {
		JsonResponse.write(response, HttpStatus.CONTENT_TOO_LARGE, OAuthError
			.invalidClientMetadata("The request has more than " + RegistrationBody.MAX_LENGTH + " bytes"));
	}

}
