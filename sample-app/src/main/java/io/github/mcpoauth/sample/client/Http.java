package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;

/**
 * The requests of OAuth. None takes forever, and none follows a redirect: where it goes
 * is checked, and where a redirect would go is not.
 */
final class Http {

	private static final int TIMEOUT = (int) Duration.ofSeconds(20).toMillis();

	private final Wire wire;

	Http(Wire wire) {
		this.wire = wire;
	}

	HTTPResponse get(URI uri) {
		HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, SafeUrl.check(uri));
		request.setHeader("Accept", "application/json");
		return send(request);
	}

	HTTPResponse send(HTTPRequest request) {
		SafeUrl.check(request.getURI());
		request.setFollowRedirects(false);
		request.setConnectTimeout(TIMEOUT);
		request.setReadTimeout(TIMEOUT);
		this.wire.sent(request.getMethod().name(), request.getURI(), parameters(request));
		try {
			HTTPResponse response = request.send();
			this.wire.received(response.getStatusCode(), parameters(response));
			return response;
		}
		catch (IOException ex) {
			throw new ClientFailure("No answer from " + request.getURI() + ": " + ex.getMessage(), ex);
		}
	}

	private static Map<String, String> parameters(HTTPRequest request) {
		try {
			Map<String, String> parameters = new LinkedHashMap<>();
			if (String.valueOf(request.getEntityContentType()).startsWith("application/json")) {
				request.getBodyAsJSONObject().forEach((name, value) -> parameters.put(name, text(value)));
			}
			else if (request.getBody() != null) {
				request.getBodyAsFormParameters()
					.forEach((name, values) -> parameters.put(name, String.join(" ", values)));
			}
			return parameters;
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException("The client's own request is malformed", ex);
		}
	}

	private static Map<String, String> parameters(HTTPResponse response) {
		try {
			Map<String, String> parameters = new LinkedHashMap<>();
			JSONObjectUtils.parse(response.getBody()).forEach((name, value) -> parameters.put(name, text(value)));
			return parameters;
		}
		catch (ParseException ex) {
			// A page, or nothing
			return Map.of();
		}
	}

	private static String text(Object value) {
		return (value instanceof List<?> list) ? String.join(" ", list.stream().map(String::valueOf).toList())
				: String.valueOf(value);
	}

}
