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
	 * Where a provider of this kind has its endpoints.
	 * @return the endpoints, as far as they can be told from the issuer
	 */
	public EndpointSet usualEndpoints() {
		return KnownLayouts.of(this.provider, this.issuer);
	}

	/**
	 * Where to look for the endpoints when there has to be an answer: where they are
	 * configured to be, else where a provider of this kind has them, and else where
	 * Keycloak does. All are below the issuer or at hosts that the provider is known to
	 * use, so that a wrong one leads to nobody else.
	 * @return the endpoints; only that for revocation may be missing
	 */
	public EndpointSet guessedEndpoints() {
		return this.endpoints.orElse(usualEndpoints()).orElse(KnownLayouts.of(UpstreamProvider.KEYCLOAK, this.issuer));
	}

	/**
	 * These settings for a provider without metadata.
	 * @return settings with the endpoints that a provider of this kind has, where none
	 * are configured
	 */
	public UpstreamSettings withUsualEndpoints() {
		return new UpstreamSettings(this.issuer, this.provider, this.quirks, this.metadataUri,
				this.endpoints.orElse(usualEndpoints()), this.trustedHosts, this.metadataTimeToLive,
				this.metadataCacheFile);
	}

	/**
	 * These settings with other quirks.
	 * @param quirks the quirks
	 * @return settings that are the same otherwise
	 */
	public UpstreamSettings with(ProviderQuirks quirks) {
		return new UpstreamSettings(this.issuer, this.provider, quirks, this.metadataUri, this.endpoints,
				this.trustedHosts, this.metadataTimeToLive, this.metadataCacheFile);
	}

	/**
	 * Accepts the {@code iss} of an access token of this provider.
	 * @return a thread-safe predicate
	 */
	public Predicate<String> tokenIssuer() {
		return tokenIssuers();
	}

	IssuerPattern tokenIssuers() {
		Set<String> issuers = new LinkedHashSet<>(this.quirks.tokens().issuers());
		issuers.add(documentIssuer());
		return new IssuerPattern(issuers);
	}

}
