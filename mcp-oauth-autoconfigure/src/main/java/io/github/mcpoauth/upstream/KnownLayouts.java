package io.github.mcpoauth.upstream;

import java.net.URI;

/**
 * Where the known providers have their endpoints, for the time when their metadata can't
 * be had. A guess, so what the metadata says comes first.
 */
final class KnownLayouts {

	private KnownLayouts() {
	}

	/**
	 * The endpoints of an issuer.
	 * @param provider the provider
	 * @param issuer its issuer
	 * @return the endpoints, {@link EndpointSet#NONE} if they can't be known
	 */
	static EndpointSet of(UpstreamProvider provider, String issuer) {
		String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
		return switch (provider) {
			case KEYCLOAK -> layout(base + "/protocol/openid-connect", "/auth", "/token", "/certs", "/revoke");
			case ENTRA -> entra(base);
			case OKTA -> layout(base + (base.contains("/oauth2/") ? "/v1" : "/oauth2/v1"), "/authorize", "/token",
					"/keys", "/revoke");
			case AUTH0 -> layout(base, "/authorize", "/oauth/token", "/.well-known/jwks.json", "/oauth/revoke");
			// No metadata names tokeninfo
			case GOOGLE -> new EndpointSet(URI.create(base + "/o/oauth2/v2/auth"),
					URI.create("https://oauth2.googleapis.com/token"),
					URI.create("https://www.googleapis.com/oauth2/v3/certs"),
					URI.create("https://oauth2.googleapis.com/revoke"),
					URI.create("https://oauth2.googleapis.com/tokeninfo"),
					URI.create("https://openidconnect.googleapis.com/v1/userinfo"));
			case ZITADEL -> layout(base + "/oauth/v2", "/authorize", "/token", "/keys", "/revoke");
			case DUENDE -> layout(base, "/connect/authorize", "/connect/token",
					"/.well-known/openid-configuration/jwks", "/connect/revocation");
			// The endpoints are at a domain of the user pool that its issuer doesn't name
			case COGNITO -> new EndpointSet(null, null, URI.create(base + "/.well-known/jwks.json"), null, null, null);
			case GITHUB -> github(base);
			case GENERIC -> EndpointSet.NONE;
		};
	}

	/**
	 * Entra has no revocation endpoint.
	 */
	private static EndpointSet entra(String base) {
		if (!base.endsWith("/v2.0")) {
			return EndpointSet.NONE;
		}
		String tenant = base.substring(0, base.length() - "/v2.0".length());
		return new EndpointSet(URI.create(tenant + "/oauth2/v2.0/authorize"), URI.create(tenant + "/oauth2/v2.0/token"),
				URI.create(tenant + "/discovery/v2.0/keys"), null, null, null);
	}

	/**
	 * The interface has a host of its own, or at an Enterprise Server a path. Nothing
	 * that users get there is signed, so its keys are never asked for.
	 */
	private static EndpointSet github(String base) {
		URI uri = URI.create(base);
		boolean hosted = UpstreamProvider.isWithin(uri.getHost(), "github.com")
				|| UpstreamProvider.isWithin(uri.getHost(), "ghe.com");
		String api = hosted ? uri.getScheme() + "://api." + uri.getRawAuthority() : base + "/api/v3";
		return new EndpointSet(URI.create(base + "/login/oauth/authorize"),
				URI.create(base + "/login/oauth/access_token"), URI.create(base + "/login/oauth/.well-known/jwks"),
				null, null, URI.create(api + "/user"));
	}

	private static EndpointSet layout(String base, String authorization, String token, String jwks, String revocation) {
		return new EndpointSet(URI.create(base + authorization), URI.create(base + token), URI.create(base + jwks),
				URI.create(base + revocation), null, null);
	}

}
