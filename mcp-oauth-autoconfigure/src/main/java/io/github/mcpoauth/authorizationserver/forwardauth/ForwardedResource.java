package io.github.mcpoauth.authorizationserver.forwardauth;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.core.UriText;

/**
 * Which resource a reverse proxy asks about: the one that the URL of the question names,
 * which is the proxy's own configuration; else, where proxies are trusted to overwrite
 * what clients send, the one of the forwarded URL; else this application's first.
 */
final class ForwardedResource {

	private static final String PARAMETER = "resource";

	private static final String URL = "X-Original-URL";

	private static final String SCHEME = "X-Forwarded-Proto";

	private static final String HOST = "X-Forwarded-Host";

	private static final String PATH = "X-Forwarded-Uri";

	private final TargetResources resources;

	private final boolean urlTrusted;

	ForwardedResource(TargetResources resources, boolean urlTrusted) {
		this.resources = resources;
		this.urlTrusted = urlTrusted;
	}

	/**
	 * Finds the resource.
	 * @return the resource, or {@code null} if there is none of that name or at that URL
	 */
	@Nullable TargetResource of(HttpServletRequest request) {
		String[] named = request.getParameterValues(PARAMETER);
		if (named != null) {
			return (named.length == 1) ? this.resources.named(named[0]) : null;
		}
		if (!this.urlTrusted) {
			return this.resources.first();
		}
		URI url = forwardedUrl(request);
		return (url != null) ? this.resources.above(url) : null;
	}

	/**
	 * The URL as a whole, or in the parts of Traefik and others. It is compared with
	 * those that are known, and nothing is made of it.
	 */
	private static @Nullable URI forwardedUrl(HttpServletRequest request) {
		String url = request.getHeader(URL);
		String host = request.getHeader(HOST);
		if (url == null && host != null) {
			url = orElse(request.getHeader(SCHEME), "https") + "://" + host + orElse(request.getHeader(PATH), "/");
		}
		try {
			URI uri = (url != null) ? UriText.parse(withoutQuery(url)) : null;
			return (uri != null && uri.getHost() != null) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static String orElse(@Nullable String value, String fallback) {
		return (value != null) ? value : fallback;
	}

	private static String withoutQuery(String url) {
		int query = url.indexOf('?');
		return (query < 0) ? url : url.substring(0, query);
	}

}
