package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.authorizationserver.assertion.TrustedIssuer;
import io.github.mcpoauth.autoconfigure.IdentityAssertionProperties.Issuer;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.ProviderDefaults;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamProvider;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Maps the properties of issuers that may vouch for users, and refuses values that can't
 * be meant.
 *
 * @param properties the properties
 */
record IdentityAssertionPropertiesMapper(IdentityAssertionProperties properties) {

	private static final String PREFIX = "mcp.oauth.authorization-server.identity-assertions.";

	private static final Duration METADATA_TIME_TO_LIVE = Duration.ofHours(1);

	Duration asMaxAge() {
		Duration maxAge = this.properties.maxAge();
		if (maxAge.toSeconds() < 1 || maxAge.compareTo(Duration.ofHours(1)) > 0) {
			throw new McpOAuthConfigurationException(PREFIX + "max-age", maxAge,
					"an assertion is used at once, and is remembered as long as it could be used again",
					"Set a second to an hour, such as 5m");
		}
		return maxAge;
	}

	/**
	 * The issuers.
	 * @param fetcher what to fetch their keys with
	 * @param upstreams the names of the upstreams that users log in at, by their issuers
	 */
	List<TrustedIssuer> asIssuers(HttpFetcher fetcher, Map<String, String> upstreams) {
		Map<String, TrustedIssuer> issuers = new LinkedHashMap<>();
		this.properties.issuers().forEach((name, issuer) -> {
			String prefix = PREFIX + "issuers." + name + ".";
			UpstreamSettings settings = settings(prefix, issuer);
			UpstreamMetadata metadata = new CachedUpstreamMetadata(settings, settings.usualEndpoints(), fetcher,
					Clock.systemUTC(), (clients) -> {
					});
			TrustedIssuer trusted = new TrustedIssuer(settings.issuer(),
					new IssuerKeys(metadata, fetcher, Clock.systemUTC()), clientIds(prefix, issuer),
					upstreams.get(settings.issuer()));
			if (issuers.put(settings.issuer(), trusted) != null) {
				throw new McpOAuthConfigurationException(prefix + "issuer-uri", settings.issuer(),
						"another issuer has the same", "Keep one of the two");
			}
		});
		return new ArrayList<>(issuers.values());
	}

	private static UpstreamSettings settings(String prefix, Issuer issuer) {
		String identifier = issuer(prefix + "issuer-uri", issuer.issuerUri());
		UpstreamProvider provider = UpstreamProvider.of(identifier);
		EndpointSet endpoints = new EndpointSet(null, null, uri(prefix + "jwk-set-uri", issuer.jwkSetUri()), null, null,
				null);
		return new UpstreamSettings(identifier, provider, ProviderDefaults.of(provider, identifier, null),
				uri(prefix + "metadata-uri", issuer.metadataUri()), endpoints, Set.of(), METADATA_TIME_TO_LIVE, null);
	}

	private static String issuer(String property, @Nullable String value) {
		String fix = "Set it to the issuer, exactly as its assertions spell it: https://idp.example.com";
		if (!StringUtils.hasText(value)) {
			throw new McpOAuthConfigurationException(property, null, "who vouches for users has to be known", fix);
		}
		secure(property, value.strip(), fix);
		return value.strip();
	}

	private static @Nullable URI uri(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		secure(property, value.strip(), "Write the whole URL, such as https://idp.example.com/jwks.json");
		return URI.create(value.strip());
	}

	/** Who changes the keys on the way can vouch for everybody. */
	private static void secure(String property, String value, String fix) {
		try {
			PublicUrls url = PublicUrls.of(value);
			if (!url.isSecure() && !url.isLoopback()) {
				throw new McpOAuthConfigurationException(property, value,
						"in plain http, everybody on the way could put in keys of their own", fix);
			}
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(property, value, ex.getMessage(), fix);
		}
	}

	private static Set<String> clientIds(String prefix, Issuer issuer) {
		for (String clientId : issuer.clientIds()) {
			if (clientId.isBlank()) {
				throw new McpOAuthConfigurationException(prefix + "client-ids", issuer.clientIds(), "an entry is empty",
						"Remove it, or set what it was to come from");
			}
		}
		return new HashSet<>(issuer.clientIds());
	}

}
