package io.github.mcpoauth.net;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.mcpoauth.core.LoopbackHosts;

/**
 * Sends headers of the request that this thread works for on to services behind it: those
 * that are listed, to hosts that are listed. Add it to a {@code RestClient}. It replaces
 * no header that the request has already, and does nothing on threads that work for no
 * request. It sees no redirects: a client that follows one takes the headers along, to
 * whatever host. Immutable.
 */
public final class HeaderForwardingInterceptor implements ClientHttpRequestInterceptor {

	private final Set<String> headers;

	private final Set<String> hosts;

	private final Set<String> credentials;

	/**
	 * Makes an interceptor.
	 * @param headers the names of the headers; none to forward nothing
	 * @param hosts the hosts to forward to, in lower case, without ports
	 * @param credentials those among the headers, in lower case, that are not sent over
	 * plain http, except to this machine
	 */
	public HeaderForwardingInterceptor(Set<String> headers, Set<String> hosts, Set<String> credentials) {
		this.headers = Set.copyOf(headers);
		this.hosts = Set.copyOf(hosts);
		this.credentials = Set.copyOf(credentials);
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		HttpServletRequest inbound = inbound();
		if (inbound != null && isListed(request.getURI())) {
			this.headers.stream()
				.filter((name) -> !this.credentials.contains(name) || isPrivate(request.getURI()))
				.forEach((name) -> forward(inbound, request.getHeaders(), name));
		}
		return execution.execute(request, body);
	}

	private static @Nullable HttpServletRequest inbound() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	private boolean isListed(URI uri) {
		return uri.getHost() != null && this.hosts.contains(uri.getHost().toLowerCase(Locale.ROOT));
	}

	private static boolean isPrivate(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme()) || LoopbackHosts.contains(uri.getHost());
	}

	private static void forward(HttpServletRequest inbound, HttpHeaders outbound, String name) {
		List<String> values = Collections.list(inbound.getHeaders(name));
		if (!values.isEmpty() && !outbound.containsHeader(name)) {
			outbound.addAll(name, values);
		}
	}

}
