package io.github.mcpoauth.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Which identity provider it is, and what is configured about its metadata. Immutable.
 *
 * @param issuer the issuer identifier
 * @param provider whose peculiarities it has
 * @param quirks its peculiarities
 * @param metadataUri where its metadata is, if that is not where the issuer says
 * @param endpoints endpoints that come before those of the metadata
 * @param trustedHosts hosts besides the issuer's that may have its endpoints
 * @param metadataTimeToLive how long metadata is used before it is fetched again
 * @param metadataCacheFile where metadata is kept for the next start, if anywhere
 */
public record UpstreamSettings(String issuer, UpstreamProvider provider, ProviderQuirks quirks,
		@Nullable URI metadataUri, EndpointSet endpoints, Set<String> trustedHosts, Duration metadataTimeToLive,
		@Nullable Path metadataCacheFile) {

	public UpstreamSettings {
		trustedHosts = Set.copyOf(trustedHosts);
	}

	/**
	 * The issuer as the provider's metadata spells it.
	 */
	String documentIssuer() {
		return (this.provider == UpstreamProvider.ENTRA) ? EntraIssuers.ofDocument(this.issuer) : this.issuer;
	}

	/**
	 * Accepts the {@code iss} of an access token of this provider.
	 * @return a thread-safe predicate
	 */
	public Predicate<String> tokenIssuer() {
		Set<String> issuers = new LinkedHashSet<>(this.quirks.tokens().issuers());
		issuers.add(documentIssuer());
		return new IssuerPattern(issuers);
	}

}
