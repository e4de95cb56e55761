package io.github.mcpoauth.registration;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.web.Json;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.RequestBody;

/**
 * The client registration endpoint, open to everybody: registering gives a client nothing
 * but the right to ask a person for consent. Nothing is stored, so a flood of
 * registrations leaves nothing behind. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-3">RFC 7591 section
 * 3</a>
 */
public final class ClientRegistrationEndpoint implements HttpRequestHandler {

	private static final Log logger = LogFactory.getLog(ClientRegistrationEndpoint.class);

	private static final int MAX_BODY = 64 * 1024;

	private final ClientIdIssuer clientIds;

	private final RedirectUriPolicy redirectUriPolicy;

	private final Supplier<Scopes> supportedScopes;

	private final Clock clock;

	/**
	 * Makes an endpoint.
	 * @param clientIds gives identifiers to clients
	 * @param redirectUriPolicy which redirect URIs may be registered
	 * @param supportedScopes the scopes that there are at the moment
	 * @param clock tells when a client registered
	 */
	public ClientRegistrationEndpoint(ClientIdIssuer clientIds, RedirectUriPolicy redirectUriPolicy,
			Supplier<Scopes> supportedScopes, Clock clock) {
		this.clientIds = clientIds;
		this.redirectUriPolicy = redirectUriPolicy;
		this.supportedScopes = supportedScopes;
		this.clock = clock;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED,
					OAuthError.invalidRequest("Clients are registered with POST"));
			return;
		}
		byte[] body = RequestBody.readAtMost(request, MAX_BODY);
		if (body == null) {
			JsonResponse.write(response, HttpStatus.CONTENT_TOO_LARGE,
					OAuthError.invalidClientMetadata("The request has more than " + MAX_BODY + " bytes"));
			return;
		}
		try {
			JsonResponse.write(response, HttpStatus.CREATED, register(request, body));
		}
		catch (ClientRegistrationException ex) {
			logger.debug(LogMessage.format("Refused a client registration: %s", ex.error().description()));
			JsonResponse.write(response, HttpStatus.BAD_REQUEST, ex.error());
		}
	}

	private Map<String, Object> register(HttpServletRequest request, byte[] body) throws ClientRegistrationException {
		Map<String, @Nullable Object> members = isJson(request.getContentType()) ? Json.readObject(body) : null;
		if (members == null) {
			throw MetadataReader.refused("The request must be one JSON object, sent as application/json");
		}
		ClientRegistrationRequest registration = ClientRegistrationRequest.parse(members, this.redirectUriPolicy,
				this.supportedScopes.get());
		ClientMetadata metadata = new ClientMetadata(registration.clientName(), registration.redirectUris(),
				registration.refreshable(), this.clock.instant().truncatedTo(ChronoUnit.SECONDS));
		String clientId = this.clientIds.issue(metadata)
			.orElseThrow(() -> MetadataReader.refused("The redirect URIs are too long together"));
		return response(clientId, metadata, registration);
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static Map<String, Object> response(String clientId, ClientMetadata metadata,
			ClientRegistrationRequest registration) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("client_id", clientId);
		members.put("client_id_issued_at", metadata.issuedAt().getEpochSecond());
		if (metadata.clientName() != null) {
			members.put("client_name", metadata.clientName());
		}
		members.put("redirect_uris", metadata.redirectUris().stream().map(RedirectUri::toString).toList());
		members.put("grant_types", registration.grantTypes());
		members.put("response_types", List.of("code"));
		members.put("token_endpoint_auth_method", "none");
		if (!registration.scopes().isEmpty()) {
			members.put("scope", registration.scopes().toString());
		}
		members.putAll(registration.descriptive());
		return members;
	}

}
