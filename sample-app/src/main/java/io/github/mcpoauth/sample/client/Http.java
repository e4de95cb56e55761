package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;

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
			if (String.valueOf(request.getEntityContentType()).startsWith("application/json")) {
				return Json.texts(request.getBodyAsJSONObject());
			}
			return (request.getBody() != null)
					? MultivaluedMapUtils.toSingleValuedMap(request.getBodyAsFormParameters()) : Map.of();
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException("The client's own request is malformed", ex);
		}
	}

	private static Map<String, String> parameters(HTTPResponse response) {
		try {
			return Json.texts(JSONObjectUtils.parse(response.getBody()));
		}
		catch (ParseException ex) {
			// A page, or nothing
			return Map.of();
		}
	}

}
