package io.github.mcpoauth.bench;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a protected request spends its time with, told by the innermost method of a stack
 * that says so. The first that matches counts.
 */
enum RequestPart {

	/** Finding the token in the cache. */
	TOKEN("token: found in the cache", "io.github.mcpoauth.resource.CachingAccessTokenVerifier",
			"io.github.mcpoauth.resource.SharedResults", "io.github.mcpoauth.core.Sha256",
			"io.github.mcpoauth.resource.VerifyingAuthenticationManager"),

	/** Reading it. */
	BEARER("token: read from the header", "io.github.mcpoauth.resource.CredentialsConverter",
			"io.github.mcpoauth.resource.BearerCredentials"),

	/** Looking at all names and values of headers, and at the URL. */
	FIREWALL("firewall", "org.springframework.security.web.firewall", "io.github.mcpoauth.web.HeaderText"),

	/** Pages of others. */
	ORIGIN("origin and CORS", "io.github.mcpoauth.resource.OriginFilter", "io.github.mcpoauth.resource.AllowedOrigins",
			"org.springframework.web.cors", "org.springframework.web.filter.CorsFilter"),

	/** What the caller may do. */
	SCOPES("scopes and session", "io.github.mcpoauth.", "org.springframework.security.web.access",
			"org.springframework.security.authorization"),

	/** Headers of the answer. */
	HEADERS("security headers of the answer", "org.springframework.security.web.header"),

	/** Everything else between the connector and the application. */
	CHAIN("rest of the filter chain", "org.springframework.security", "org.springframework.web.filter"),

	/** Reading and writing JSON. */
	JSON("application: JSON", "tools.jackson", "org.springframework.http.converter"),

	/** What calls the controller. */
	MVC("application: Spring MVC", "org.springframework"),

	/** Reading the request and writing the answer. */
	CONNECTOR("Tomcat", "org.apache", "java.lang.Thread");

	private final String title;

	private final List<String> prefixes;

	RequestPart(String title, String... prefixes) {
		this.title = title;
		this.prefixes = List.of(prefixes);
	}

	String title() {
		return this.title;
	}

	/** Whether it is there because of the protection. */
	boolean isProtection() {
		return compareTo(JSON) < 0;
	}

	/**
	 * Finds what a stack is about.
	 * @param frames the names of its methods with their classes, the innermost first
	 * @return what it is about, or {@code null} if it is no request
	 */
	static @Nullable RequestPart of(List<String> frames) {
		return frames.stream().map(RequestPart::of).filter((part) -> part != null).findFirst().orElse(null);
	}

	private static @Nullable RequestPart of(String frame) {
		return Arrays.stream(values())
			.filter((part) -> part.prefixes.stream().anyMatch(frame::startsWith))
			.findFirst()
			.orElse(null);
	}

}
