package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

import io.github.mcpoauth.authorizationserver.client.TokenLifetimes;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.registration.RedirectUriPolicy;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.TokenCacheSettings;
import io.github.mcpoauth.scope.FixedScopeCatalog;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.upstream.IntrospectionLimit;
import io.github.mcpoauth.upstream.UpstreamRegistration;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Maps properties to the settings of the domain, and refuses values that can't be meant.
 */
final class McpOAuthPropertiesMapper {

	private static final Duration MAX_GRACE_PERIOD = Duration.ofMinutes(1);

	private static final int MIN_SECRET = 32;

	private final McpOAuthProperties properties;

	private final Environment environment;

	McpOAuthPropertiesMapper(McpOAuthProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * The configured base URL, or {@code null} if there is none.
	 */
	@Nullable PublicUrls asPublicUrls() {
		String baseUrl = this.properties.baseUrl();
		if (baseUrl == null || baseUrl.isBlank()) {
			return null;
		}
		PublicUrls urls;
		try {
			urls = PublicUrls.of(baseUrl);
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException("mcp.oauth.base-url", baseUrl, ex.getMessage(),
					"Set it to the URL at which clients reach this application, such as https://mcp.example.com");
		}
		if (!urls.isSecure() && !this.properties.allowHttp()) {
			throw new McpOAuthConfigurationException("mcp.oauth.base-url", baseUrl,
					"OAuth over plain http gives codes and tokens to everybody on the way",
					"Use https, or set mcp.oauth.allow-http=true if the network itself is protected");
		}
		return urls;
	}

	ResourcePropertiesMapper forResources() {
		return new ResourcePropertiesMapper(this.properties, this.environment);
	}

	ScopeCatalog asScopeCatalog() {
		Scopes required = scopes("mcp.oauth.resource.scopes", this.properties.resource().scopes());
		Scopes atLogin = scopes("mcp.oauth.resource.login-scopes", this.properties.resource().loginScopes());
		Scopes named = scopes("mcp.oauth.scopes", this.properties.scopes().keySet());
		for (Map.Entry<String, McpOAuthProperties.Resource> resource : this.properties.resources().entrySet()) {
			String prefix = "mcp.oauth.resources." + resource.getKey();
			named = named.plus(scopes(prefix + ".scopes", resource.getValue().scopes()))
				.plus(scopes(prefix + ".login-scopes", resource.getValue().loginScopes()));
		}
		Map<String, String> descriptions = new LinkedHashMap<>();
		this.properties.scopes().forEach((scope, details) -> {
			if (details.description() != null) {
				descriptions.put(scope, details.description());
			}
		});
		return new FixedScopeCatalog(required, atLogin, named, descriptions);
	}

	static Scopes scopes(String property, Collection<String> tokens) {
		for (String token : tokens) {
			if (!Scopes.isToken(token) || token.equals("openid")) {
				throw new McpOAuthConfigurationException(property, token,
						token.equals("openid") ? "ID tokens are not issued here"
								: "it is not a scope (RFC 6749 section 3.3)",
						"A scope is one word without spaces, quotes and backslashes, such as weather:read. "
								+ "In YAML, write a scope with special characters as \"[weather:read]\" where it is a key");
			}
		}
		return Scopes.of(tokens);
	}

	/**
	 * The keys of the configured secret, or {@code null} if there is none.
	 */
	@Nullable KeyRing asKeyRing() {
		List<String> secrets = this.properties.secret().stream().filter((secret) -> !secret.isBlank()).toList();
		if (secrets.isEmpty()) {
			return null;
		}
		secrets.forEach(McpOAuthPropertiesMapper::checkSecret);
		return KeyRing.of(secrets.get(0), secrets.subList(1, secrets.size()));
	}

	private static void checkSecret(String secret) {
		if (secret.length() < MIN_SECRET) {
			throw new McpOAuthConfigurationException("mcp.oauth.secret", "(" + secret.length() + " characters)",
					"it is shorter than " + MIN_SECRET + " characters and could be guessed; a comma ends a secret",
					"Use a random one, for instance the output of: openssl rand -base64 32");
		}
	}

	RedirectUriPolicy asRedirectUriPolicy() {
		try {
			return new RedirectUriPolicy(this.properties.registration().privateUseSchemes());
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException("mcp.oauth.registration.private-use-schemes",
					this.properties.registration().privateUseSchemes(),
					"one of them is not the scheme of an application, or browsers run what it names",
					"List schemes without '://' that applications have registered for themselves, such as cursor");
		}
	}

	TokenLifetimes asTokenLifetimes() {
		McpOAuthProperties.AuthorizationServer server = this.properties.authorizationServer();
		return new TokenLifetimes(positive("authorization-code-time-to-live", server.authorizationCodeTimeToLive()),
				positive("access-token-time-to-live", server.accessTokenTimeToLive()),
				positive("refresh-token-time-to-live", server.refreshTokenTimeToLive()));
	}

	Duration asRefreshTokenGracePeriod() {
		Duration period = this.properties.authorizationServer().refreshTokenGracePeriod();
		if (period.isNegative() || period.compareTo(MAX_GRACE_PERIOD) > 0) {
			throw new McpOAuthConfigurationException("mcp.oauth.authorization-server.refresh-token-grace-period",
					period, "a stolen refresh token could be used for as long as that",
					"Write a duration from 0s, for never, to " + MAX_GRACE_PERIOD.toSeconds() + "s");
		}
		return period;
	}

	private static Duration positive(String name, Duration duration) {
		if (duration.toSeconds() < 1) {
			throw new McpOAuthConfigurationException("mcp.oauth.authorization-server." + name, duration,
					"it is shorter than a second", "Write a duration such as 60s, 15m or 30d");
		}
		return duration;
	}

	/**
	 * Settings of the cache, or {@code null} if there is to be none.
	 */
	@Nullable TokenCacheSettings asTokenCache() {
		McpOAuthProperties.Tokens.Cache cache = this.properties.tokens().cache();
		if (!cache.enabled()) {
			return null;
		}
		if (cache.ttl().toMillis() < 1 || cache.maximumSize() < 1) {
			boolean duration = cache.ttl().toMillis() < 1;
			throw new McpOAuthConfigurationException(
					duration ? "mcp.oauth.tokens.cache.ttl" : "mcp.oauth.tokens.cache.maximum-size",
					duration ? cache.ttl() : cache.maximumSize(), "then nothing is remembered",
					"Set mcp.oauth.tokens.cache.enabled=false to verify each token at each request");
		}
		return new TokenCacheSettings(cache.maximumSize(), cache.ttl());
	}

	IntrospectionLimit asIntrospectionLimit() {
		int most = this.properties.tokens().maxConcurrentLookups();
		if (most < 1) {
			throw new McpOAuthConfigurationException("mcp.oauth.tokens.max-concurrent-lookups", most,
					"then no token could be looked up", "Set it to half of the threads of the server, or leave it out");
		}
		return new IntrospectionLimit(most);
	}

	ApiKeyPropertiesMapper forApiKeys() {
		return new ApiKeyPropertiesMapper(this.properties.apiKeys(), this.properties.tokens());
	}

	MetadataPropertiesMapper forMetadata() {
		return new MetadataPropertiesMapper(this.properties.metadata());
	}

	private UpstreamPropertiesMapper forUpstream() {
		return new UpstreamPropertiesMapper("mcp.oauth.upstream.", this.properties.upstream());
	}

	/**
	 * The identity provider as an issuer of tokens.
	 */
	TokenIssuerSettings asUpstreamTokens(UpstreamSettings settings, ProtectedResource resource) {
		ResourcePropertiesMapper.Configured configured = forResources().of(resource);
		return new TokenIssuerPropertiesMapper("mcp.oauth.upstream.", this.properties.upstream(), configured.prefix(),
				configured.values().audiences(), configured.values().acceptTokensForOtherResources(), configured)
			.asSettings(settings, resource, null);
	}

	/**
	 * Further issuers, by their names.
	 */
	Map<String, UpstreamSettings> asIssuers() {
		Map<String, UpstreamSettings> issuers = new LinkedHashMap<>();
		this.properties.issuers()
			.forEach((name, issuer) -> issuers.put(name,
					new UpstreamPropertiesMapper(issuerPrefix(name), issuer.asUpstream())
						.asSettings(this.properties.allowHttp())));
		return issuers;
	}

	/**
	 * What a resource accepts of a further issuer.
	 */
	TokenIssuerSettings asIssuerTokens(String name, UpstreamSettings settings, ProtectedResource resource) {
		McpOAuthProperties.Issuer issuer = Objects.requireNonNull(this.properties.issuers().get(name));
		String prefix = issuerPrefix(name);
		return new TokenIssuerPropertiesMapper(prefix, issuer.asUpstream(), prefix, issuer.audiences(),
				issuer.acceptTokensForOtherResources(), forResources().of(resource))
			.asSettings(settings, resource, issuer.tokenPrefix());
	}

	private static String issuerPrefix(String name) {
		return "mcp.oauth.issuers." + name + ".";
	}

	/**
	 * Where clients of a resource can get tokens.
	 * @param resource the resource
	 * @param main the issuer of the mode
	 */
	List<String> asAuthorizationServers(ProtectedResource resource, String main) {
		ResourceIssuers accepted = forResources().asIssuers(resource);
		List<String> servers = new ArrayList<>();
		if (accepted.main()) {
			servers.add(main);
		}
		this.properties.issuers().forEach((name, issuer) -> {
			if (accepted.names().contains(name) && (issuer.advertised() || !accepted.main())) {
				servers.add(new UpstreamPropertiesMapper(issuerPrefix(name), issuer.asUpstream()).asIssuer());
			}
		});
		return servers;
	}

	String asUpstreamIssuer() {
		return forUpstream().asIssuer();
	}

	UpstreamSettings asUpstreamSettings() {
		return forUpstream().asSettings(this.properties.allowHttp());
	}

	PublicClient asPublicClient() {
		return forUpstream().asPublicClient();
	}

	UpstreamRegistration asUpstreamRegistration() {
		return forUpstream().asRegistration();
	}

}
