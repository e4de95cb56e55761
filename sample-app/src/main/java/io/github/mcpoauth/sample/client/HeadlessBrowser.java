package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import org.jspecify.annotations.Nullable;

/**
 * A browser without windows, and its user: logs in and allows what is asked, on the pages
 * of the sample. Only a demo may do that; a client must never see a password.
 */
final class HeadlessBrowser implements Browser {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int MAX_REQUESTS = 12;

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new LoopbackCookies())
		.connectTimeout(TIMEOUT)
		.build();

	private final String userName;

	private final String password;

	private final Wire wire;

	HeadlessBrowser(String userName, String password, Wire wire) {
		this.userName = userName;
		this.password = password;
		this.wire = wire;
	}

	@Override
	public void open(URI uri) {
		HttpRequest request = get(uri);
		for (int requests = 0; requests < MAX_REQUESTS; requests++) {
			HttpResponse<String> response = send(request);
			URI target = target(response);
			if (target == null) {
				request = fillIn(response);
			}
			else if (target.getAuthority().equals(uri.getAuthority())) {
				request = get(target);
			}
			else {
				this.wire.received(response.statusCode(), Map.of("location", target.toString()));
				send(get(target));
				return;
			}
		}
		throw new ClientFailure("The login doesn't end; the last page was " + request.uri());
	}

	private static @Nullable URI target(HttpResponse<?> response) {
		return (response.statusCode() / 100 == 3)
				? response.headers().firstValue("Location").map(response.uri()::resolve).orElse(null) : null;
	}

	private HttpRequest fillIn(HttpResponse<String> response) {
		Page page = Page.of(response.uri(), response.body());
		this.wire.received(response.statusCode(), Map.of("page", page.title()));
		if (page.isLogin()) {
			return post(page.login(this.userName, this.password));
		}
		if (page.isConsent()) {
			return post(page.approve());
		}
		throw new ClientFailure("Neither a login nor a consent page: " + response.uri());
	}

	private HttpRequest get(URI uri) {
		return HttpRequest.newBuilder(SafeUrl.check(uri)).timeout(TIMEOUT).build();
	}

	private HttpRequest post(Page.Filled form) {
		Map<String, String> shown = new LinkedHashMap<>();
		form.fields().forEach((name, values) -> shown.put(name, String.join(" ", values)));
		this.wire.sent("POST", form.action(), shown);
		return HttpRequest.newBuilder(SafeUrl.check(form.action()))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(URLUtils.serializeParameters(form.fields())))
			.build();
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new ClientFailure("No answer from %s: %s".formatted(request.uri(), ex), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClientFailure("Interrupted at " + request.uri(), ex);
		}
	}

	/**
	 * Sends {@code Secure} cookies to this machine without TLS too, as browsers do.
	 */
	private static final class LoopbackCookies extends CookieManager {

		@Override
		public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
			return super.get(URI.create(uri.toString().replaceFirst("^http:", "https:")), headers);
		}

	}

}
