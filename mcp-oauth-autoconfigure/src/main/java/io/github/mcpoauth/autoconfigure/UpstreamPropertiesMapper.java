package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Upstream;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.UriText;
import io.github.mcpoauth.upstream.ClientAuthenticationMethod;
import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.UpstreamProvider;
import io.github.mcpoauth.upstream.UpstreamRegistration;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Maps the properties of the identity provider, and refuses values that can't be meant.
 */
final class UpstreamPropertiesMapper {

	private static final Log logger = LogFactory.getLog(UpstreamPropertiesMapper.class);

	private static final String GITHUB = "https://github.com";

	private final String prefix;

	private final Upstream upstream;

	/**
	 * Makes a mapper.
	 * @param prefix what stands before the names of the properties
	 * @param upstream their values
	 */
	UpstreamPropertiesMapper(String prefix, Upstream upstream) {
		this.prefix = prefix;
		this.upstream = upstream;
	}

	String asIssuer() {
		String issuer = this.upstream.issuerUri();
		String fix = "Set it to the provider's issuer, exactly as its discovery document spells it";
		if (!StringUtils.hasText(issuer) && this.upstream.provider() == UpstreamProvider.GITHUB) {
			return GITHUB;
		}
		if (!StringUtils.hasText(issuer)) {
			throw refuse("issuer-uri", null, "without it, tokens of an identity provider can't be accepted", fix);
		}
		try {
			PublicUrls.of(issuer);
		}
		catch (IllegalArgumentException ex) {
			throw refuse("issuer-uri", issuer, ex.getMessage(), fix);
		}
		return issuer.strip();
	}

	/**
	 * The identity provider itself.
	 * @param allowHttp whether its issuer may be plain http on another machine
	 */
	UpstreamSettings asSettings(boolean allowHttp) {
		String issuer = asIssuer();
		if (!allowHttp && !PublicUrls.of(issuer).isSecure()) {
			throw refuse("issuer-uri", issuer, "in plain http, everybody on the way could put in keys of their own",
					"Use https, or set mcp.oauth.allow-http=true if the network itself is protected");
		}
		UpstreamProvider provider = (this.upstream.provider() != null) ? this.upstream.provider()
				: UpstreamProvider.of(issuer);
		if (provider == UpstreamProvider.ENTRA && issuer.matches(".*/(common|organizations)/.*")) {
			logger.warn(this.prefix + "issuer-uri has the value '" + issuer
					+ "': users of every tenant of Microsoft Entra ID are let in. "
					+ "Name one tenant unless that is what you want.");
		}
		return new UpstreamSettings(issuer, provider,
				new ProviderQuirksMapper(this.prefix, this.upstream).asQuirks(provider, issuer, clientId()),
				endpoint("metadata-uri", this.upstream.metadataUri()), asEndpoints(), asTrustedHosts(), asTimeToLive(),
				asCacheFile());
	}

	private @Nullable String clientId() {
		return StringUtils.hasText(this.upstream.clientId()) ? this.upstream.clientId().strip() : null;
	}

	private EndpointSet asEndpoints() {
		McpOAuthProperties.Endpoints endpoints = this.upstream.endpoints();
		return new EndpointSet(endpoint("endpoints.authorization", endpoints.authorization()),
				endpoint("endpoints.token", endpoints.token()), endpoint("endpoints.jwks", endpoints.jwks()),
				endpoint("endpoints.revocation", endpoints.revocation()),
				endpoint("endpoints.introspection", endpoints.introspection()),
				endpoint("endpoints.userinfo", endpoints.userinfo()));
	}

	private @Nullable URI endpoint(String name, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		String fix = "Write the whole URL, such as https://idp.example.com/oauth2/token";
		URI uri;
		try {
			uri = UriText.parse(value.strip());
		}
		catch (URISyntaxException ex) {
			throw refuse(name, value, "it is not a URL", fix);
		}
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.matches("https?") || uri.getHost() == null || uri.getRawUserInfo() != null
				|| uri.getRawFragment() != null) {
			throw refuse(name, value, "it is not the URL of an endpoint", fix);
		}
		if (scheme.equals("http") && asIssuer().toLowerCase(Locale.ROOT).startsWith("https:")) {
			throw refuse(name, value, "plain http shows codes and tokens to everybody on the way to a provider "
					+ "whose issuer is https", "Use https");
		}
		return uri;
	}

	private Set<String> asTrustedHosts() {
		Set<String> hosts = new LinkedHashSet<>();
		for (String host : this.upstream.trustedHosts()) {
			if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
				throw refuse("trusted-hosts", host, "it is not the name of a host",
						"Write the host alone, without scheme, port and path: login.example.com");
			}
			hosts.add(host.toLowerCase(Locale.ROOT));
		}
		return hosts;
	}

	private Duration asTimeToLive() {
		Duration duration = this.upstream.metadataTimeToLive();
		if (duration.toSeconds() < 1) {
			throw refuse("metadata-time-to-live", duration, "it is shorter than a second",
					"Write a duration such as 10m or 1h");
		}
		return duration;
	}

	private @Nullable Path asCacheFile() {
		String file = this.upstream.metadataCacheFile();
		if (!StringUtils.hasText(file)) {
			return null;
		}
		Path path = Path.of(file.strip());
		Path folder = path.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
			throw refuse("metadata-cache-file", file, "it is not a file in a folder that exists",
					"Name a file in a folder that this application may write to");
		}
		return path;
	}

	UpstreamRegistration asRegistration() {
		String clientId = clientId();
		if (clientId == null) {
			throw refuse("client-id", null, "the identity provider has to know this server as its client",
					"Register a client there, with the callback URL of this server, and set its identifier here");
		}
		String secret = StringUtils.hasText(this.upstream.clientSecret()) ? this.upstream.clientSecret() : null;
		ClientAuthenticationMethod method = this.upstream.clientAuthenticationMethod();
		if (method != null && (method == ClientAuthenticationMethod.NONE) != (secret == null)) {
			throw refuse("client-authentication-method", method,
					(secret == null) ? "there is no " + this.prefix + "client-secret"
							: "then " + this.prefix + "client-secret is of no use",
					"Set both, or leave the method out: it follows from the secret and the provider's metadata");
		}
		return new UpstreamRegistration(clientId, secret, method);
	}

	/**
	 * The client that MCP clients are told to be.
	 */
	PublicClient asPublicClient() {
		String clientId = clientId();
		if (clientId == null) {
			throw refuse("client-id", null, "clients that register have to be given one that the provider knows",
					"Register a public client there, with the redirect URIs of the MCP clients, "
							+ "and set its identifier here");
		}
		if (StringUtils.hasText(this.upstream.clientSecret())) {
			throw refuse("client-secret", "(not shown)",
					"with mcp.oauth.facade.endpoints=direct every client would need it, "
							+ "and what everybody is given is no secret",
					"Make the client at the provider a public one and remove the property, "
							+ "or set mcp.oauth.facade.endpoints=relay");
		}
		return new PublicClient(clientId);
	}

	private McpOAuthConfigurationException refuse(String name, @Nullable Object value, @Nullable String reason,
			String fix) {
		return new McpOAuthConfigurationException(this.prefix + name, value, reason, fix);
	}

	/**
	 * Values of a list, without empty ones.
	 */
	static List<String> stripped(Collection<String> values) {
		List<String> stripped = new ArrayList<>();
		values.stream().map(String::strip).filter((value) -> !value.isEmpty()).forEach(stripped::add);
		return stripped;
	}

}
