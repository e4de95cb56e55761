package io.github.mcpoauth.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

import io.github.mcpoauth.core.OAuthError;

/**
 * A redirect to the client, with the issuer of this server in it whatever it says, so
 * that a client that talks to several servers can tell them apart. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9207#section-2">RFC 9207 section
 * 2</a>
 */
public final class AuthorizationResponse {

	private final String redirectUri;

	private final Map<String, String> parameters = new LinkedHashMap<>();

	private @Nullable OAuthError error;

	/**
	 * Starts a response.
	 * @param redirectUri where it goes; already found to be the client's
	 * @param issuer this server
	 * @param state what the client sent, or {@code null}
	 */
	public AuthorizationResponse(String redirectUri, String issuer, @Nullable String state) {
		this.redirectUri = redirectUri;
		with("state", state);
		with("iss", issuer);
	}

	/**
	 * Adds a parameter.
	 * @param name its name
	 * @param value its value; if it is {@code null} or empty the parameter is left out
	 * @return this response
	 */
	public AuthorizationResponse with(String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			this.parameters.put(name, value);
		}
		return this;
	}

	/**
	 * Adds an error.
	 * @param error the error and its description
	 * @return this response
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1">RFC
	 * 6749 section 4.1.2.1</a>
	 */
	public AuthorizationResponse with(OAuthError error) {
		this.error = error;
		return with("error", error.code()).with("error_description", error.description());
	}

	/**
	 * Redirects with GET also after a POST (RFC 9700 section 4.12).
	 * @param request what is answered
	 * @param response the response, not committed yet
	 */
	public void send(HttpServletRequest request, HttpServletResponse response) {
		if (this.error != null) {
			ErrorHelpFilter.addTo(this.parameters, response, this.error.code());
			ObservedResponse.refused(response, this.error.code());
			CheckHeaderFilter.refused(response, this.error.check());
		}
		else {
			ObservedResponse.granted(response);
		}
		Redirect.send(request, response, location());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Referrer-Policy", "no-referrer");
	}

	private String location() {
		String query = this.parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ UriUtils.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return this.redirectUri + ((this.redirectUri.indexOf('?') < 0) ? "?" : "&") + query;
	}

}
