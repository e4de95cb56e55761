package io.github.mcpoauth.authorizationserver.registry;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.Json;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.RequestBody;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Where an administrator adds, lists and removes MCP servers, with an admin key as Bearer
 * token. What comes with the key is trusted, but for its form. A server's API key is
 * shown once, in the answer that creates it. Thread-safe.
 */
public final class ServerAdministrationEndpoint implements HttpRequestHandler {

	/** Where servers are added and listed. */
	public static final String PATH = "/api/servers";

	private static final int MAX_BODY = 64 * 1024;

	private final StringKeyGenerator identifiers = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(),
			12);

	private final StringKeyGenerator apiKeys = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(),
			32);

	private final AdminKeys adminKeys;

	private final McpServerRegistry registry;

	private final McpServerStore store;

	private final PublicUrls urls;

	private final boolean httpAllowed;

	/**
	 * Makes an endpoint.
	 * @param adminKeys who may use it
	 * @param registry all servers
	 * @param store those that can be changed
	 * @param urls where this application is reached
	 * @param httpAllowed whether servers on other machines may be without TLS
	 */
	public ServerAdministrationEndpoint(AdminKeys adminKeys, McpServerRegistry registry, McpServerStore store,
			PublicUrls urls, boolean httpAllowed) {
		this.adminKeys = adminKeys;
		this.registry = registry;
		this.store = store;
		this.urls = urls;
		this.httpAllowed = httpAllowed;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String key = BearerToken.of(request);
		if (key == null || !this.adminKeys.admit(key)) {
			BearerToken.challenge(response, "servers", key, "The admin key is missing or not valid");
			return;
		}
		String path = RequestPaths.of(request);
		String id = path.equals(PATH) ? null : path.substring(PATH.length() + 1);
		List<String> methods = (id == null) ? List.of("GET", "POST") : List.of("GET", "DELETE");
		if (!methods.contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
			refuse(response, HttpStatus.METHOD_NOT_ALLOWED, Check.METHOD,
					"The method must be " + String.join(" or ", methods));
			return;
		}
		switch (request.getMethod()) {
			case "POST" -> add(request, response);
			case "DELETE" -> remove(String.valueOf(id), response);
			default -> read(id, response);
		}
	}

	private void read(@Nullable String id, HttpServletResponse response) throws IOException {
		if (id == null) {
			JsonResponse.write(response, HttpStatus.OK,
					Map.of("servers", this.registry.all().stream().map(this::members).toList()));
			return;
		}
		Optional<McpServer> server = this.registry.withId(id);
		if (server.isPresent()) {
			JsonResponse.write(response, HttpStatus.OK, members(server.get()));
		}
		else {
			refuse(response, HttpStatus.NOT_FOUND, Check.STORE, "There is no such server");
		}
	}

	private void add(HttpServletRequest request, HttpServletResponse response) throws IOException {
		byte[] body = RequestBody.readAtMost(request, MAX_BODY);
		Map<String, @Nullable Object> members = (body != null) ? Json.readObject(body) : null;
		if (members == null) {
			refuse(response, HttpStatus.BAD_REQUEST, Check.PARAMETERS,
					"The body must be one JSON object of at most 64 KiB");
			return;
		}
		ServerRegistration registration;
		try {
			registration = ServerRegistration.of(members, this.httpAllowed);
		}
		catch (IllegalArgumentException ex) {
			refuse(response, HttpStatus.BAD_REQUEST, Check.PARAMETERS, String.valueOf(ex.getMessage()));
			return;
		}
		String apiKey = "sak_" + this.apiKeys.generateKey();
		McpServer server = new McpServer("srv_" + this.identifiers.generateKey(), registration.name(),
				registration.resource(), registration.scopes(), Sha256.base64(apiKey));
		if (this.registry.has(registration.resource()) || !this.store.add(server)) {
			refuse(response, HttpStatus.CONFLICT, Check.STORE, "There is a server with that resource_url already");
			return;
		}
		this.registry.changed();
		Map<String, Object> created = members(server);
		created.put("api_key", apiKey);
		response.setHeader(HttpHeaders.LOCATION, this.urls.endpoint(PATH + "/" + server.id()));
		JsonResponse.write(response, HttpStatus.CREATED, created);
	}

	private void remove(String id, HttpServletResponse response) throws IOException {
		if (this.store.remove(id)) {
			this.registry.changed();
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			response.setStatus(HttpStatus.NO_CONTENT.value());
		}
		else if (this.registry.withId(id).isPresent()) {
			refuse(response, HttpStatus.CONFLICT, Check.STORE,
					"The server is configured in the application, and is removed there");
		}
		else {
			refuse(response, HttpStatus.NOT_FOUND, Check.STORE, "There is no such server");
		}
	}

	private Map<String, Object> members(McpServer server) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("server_id", server.id());
		members.put("name", server.name());
		members.put("resource_url", server.resource().toString());
		members.put("scopes", List.copyOf(server.scopes()));
		members.put("prm_url", this.urls.endpoint(HostedMetadataEndpoint.pathOf(server)));
		return members;
	}

	private static void refuse(HttpServletResponse response, HttpStatus status, Check check, String description)
			throws IOException {
		JsonResponse.write(response, status, OAuthError.invalidRequest(check, description));
	}

}
