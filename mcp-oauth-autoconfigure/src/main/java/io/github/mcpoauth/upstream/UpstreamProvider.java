package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The identity providers whose peculiarities are known, and how their issuers look.
 */
public enum UpstreamProvider {

	/** Microsoft Entra ID, in the worldwide and in the sovereign clouds. */
	ENTRA(host("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn",
			"login.chinacloudapi.cn", "login.windows.net", "sts.windows.net", "ciamlogin.com"),
			// The issuer of version 1 has its endpoints at that of version 2, and an
			// external tenant's issuer is a number where its endpoints have a name
			Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn",
					"ciamlogin.com")),

	/** Google Identity. */
	GOOGLE(host("accounts.google.com"), Set.of("googleapis.com")),

	/** Okta. */
	OKTA(host("okta.com", "oktapreview.com", "okta-emea.com"), Set.of()),

	/** Auth0. */
	AUTH0(host("auth0.com"), Set.of()),

	/** Amazon Cognito: the issuer is the user pool, the endpoints are at its domain. */
	COGNITO((issuer) -> hostOf(issuer).matches("cognito-idp\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?"),
			Set.of("amazoncognito.com")),

	/** ZITADEL. */
	ZITADEL(host("zitadel.cloud"), Set.of()),

	/** Keycloak, and products made of it. */
	KEYCLOAK((issuer) -> pathOf(issuer).matches(".*/realms/[^/]+/?"), Set.of()),

	/** Duende IdentityServer, which looks like any other. */
	DUENDE((issuer) -> false, Set.of()),

	/** GitHub and GitHub Enterprise, which have OAuth without OpenID Connect. */
	GITHUB(host("github.com", "ghe.com"), Set.of("api.github.com")),

	/** Any provider that does what the specifications say. */
	GENERIC((issuer) -> true, Set.of());

	private final Predicate<URI> issuers;

	private final Set<String> endpointHosts;

	UpstreamProvider(Predicate<URI> issuers, Set<String> endpointHosts) {
		this.issuers = issuers;
		this.endpointHosts = endpointHosts;
	}

	/**
	 * Recognizes a provider by its issuer.
	 * @param issuer the issuer identifier, a URL
	 * @return the provider, {@link #GENERIC} if it looks like none that is known
	 */
	public static UpstreamProvider of(String issuer) {
		URI uri = URI.create(issuer);
		return Arrays.stream(values())
			.filter((provider) -> provider.issuers.test(uri))
			.findFirst()
			.orElse(UpstreamProvider.GENERIC);
	}

	/**
	 * Hosts besides the issuer's that the provider is known to have endpoints on.
	 */
	Set<String> endpointHosts() {
		return this.endpointHosts;
	}

	private static Predicate<URI> host(String... domains) {
		return (issuer) -> Arrays.stream(domains).anyMatch((domain) -> isWithin(hostOf(issuer), domain));
	}

	/**
	 * Tells whether a host is a domain or one below it.
	 */
	static boolean isWithin(String host, String domain) {
		return host.equals(domain) || host.endsWith("." + domain);
	}

	private static String hostOf(URI uri) {
		return (uri.getHost() != null) ? uri.getHost().toLowerCase(Locale.ROOT) : "";
	}

	private static String pathOf(URI uri) {
		return (uri.getRawPath() != null) ? uri.getRawPath() : "";
	}

}
