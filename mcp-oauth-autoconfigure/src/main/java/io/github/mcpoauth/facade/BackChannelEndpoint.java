package io.github.mcpoauth.facade;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.event.ClientAuthenticationFailed;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.registration.ClaimedClientId;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.upstream.UpstreamRefusedException;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.web.JsonResponse;

/**
 * An endpoint that a client posts to: finds the client, has it authenticate if it has
 * keys, and turns failures into OAuth errors.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
abstract class BackChannelEndpoint implements HttpRequestHandler {

	private final ClientAuthentication clients;

	private final OAuthEventPublisher events;

	BackChannelEndpoint(FacadeComponents facade) {
		this.events = facade.events();
		this.clients = new ClientAuthentication(facade.clients(), facade.assertions());
	}

	@Override
	public final void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			JsonResponse.write(response, HttpStatus.OK, answer(request));
		}
		catch (TokenRefusedException ex) {
			refuse(request, response, ex);
		}
		catch (UpstreamRefusedException ex) {
			refuse(request, response, TokenRefusedException.badRequest(ex.error()));
		}
		catch (UpstreamUnavailableException ex) {
			refuse(request, response,
					TokenRefusedException.unavailable(ProviderOutage.report(ex), ProviderOutage.retryAfter(ex)));
		}
	}

	private Map<String, Object> answer(HttpServletRequest request) throws TokenRefusedException {
		ClientAuthentication.Client client = client(request);
		return answer(client.id(), client.metadata(), request);
	}

	private ClientAuthentication.Client client(HttpServletRequest request) throws TokenRefusedException {
		try {
			return this.clients.authenticate(request);
		}
		catch (TokenRefusedException ex) {
			if (ex.status() == HttpStatus.UNAUTHORIZED) {
				this.events.publish(ClientAuthenticationFailed.of(ClaimedClientId.of(request)));
			}
			throw ex;
		}
	}

	abstract Map<String, Object> answer(String clientId, ClientMetadata client, HttpServletRequest request)
			throws TokenRefusedException;

	private static void refuse(HttpServletRequest request, HttpServletResponse response, TokenRefusedException refused)
			throws IOException {
		if (refused.status() == HttpStatus.UNAUTHORIZED && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"oauth2\"");
		}
		if (refused.retryAfter() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, refused.retryAfter());
		}
		JsonResponse.write(response, refused.status(), refused.error());
	}

}
