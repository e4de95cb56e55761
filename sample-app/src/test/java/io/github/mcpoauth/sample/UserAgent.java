package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A browser without JavaScript: it keeps cookies, and follows redirects for as long as
 * they stay on the servers that it was sent to, or on an identity provider. The one that
 * leaves them is the client's.
 */
final class UserAgent {

	private static final int MAX_REDIRECTS = 5;

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new LoopbackCookies())
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private final Set<String> home = new HashSet<>();

	private final Set<String> identityProviders;

	/**
	 * Creates a user agent without cookies.
	 * @param identityProviders where people log in, if not at the server itself
	 */
	UserAgent(URI... identityProviders) {
		this.identityProviders = Arrays.stream(identityProviders).map(URI::getAuthority).collect(Collectors.toSet());
	}

	/**
	 * Logs in as the sample's user and allows what the client asks for.
	 * @param client the client
	 * @return what the client gets
	 */
	static Tokens approve(OAuthClient client) {
		return approve(client, client.authorizationRequest());
	}

	static Tokens approve(OAuthClient client, AuthorizationRequest request) {
		Visit callback = new UserAgent().open(request.uri()).login("alice", "wonderland").decide("approve");
		return client.redeem(request, callback.authorizationResponse());
	}

	Visit open(URI uri) {
		this.home.add(uri.getAuthority());
		return follow(Http.request(uri).build());
	}

	Visit submit(URI action, Collection<Map.Entry<String, String>> fields) {
		return follow(Http.form(action, fields));
	}

	private Visit follow(HttpRequest first) {
		HttpRequest request = first;
		for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
			HttpResponse<String> response = Http.send(this.http, request);
			if (response.statusCode() / 100 != 3) {
				return new Visit(this, response.uri(), response.statusCode(), response.body());
			}
			if (!this.identityProviders.contains(request.uri().getAuthority())) {
				checkKeepsFormsToItself(request, response);
			}
			URI target = response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
			if (!this.home.contains(target.getAuthority()) && !this.identityProviders.contains(target.getAuthority())) {
				return new Visit(this, target, response.statusCode(), "");
			}
			request = Http.request(target).build();
		}
		throw new AssertionError("Too many redirects, the last one to " + request.uri());
	}

	/**
	 * Other statuses may send what was typed on to the client (RFC 9700 section 4.12).
	 */
	private static void checkKeepsFormsToItself(HttpRequest request, HttpResponse<?> response) {
		if (request.method().equals("POST") && response.statusCode() != 303) {
			throw new AssertionError("A form is answered with " + response);
		}
	}

	/**
	 * Sends {@code Secure} cookies to servers of this machine without TLS too, as
	 * browsers do.
	 */
	private static final class LoopbackCookies extends CookieManager {

		@Override
		public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
			return super.get(URI.create(uri.toString().replaceFirst("^http:", "https:")), headers);
		}

	}

}
