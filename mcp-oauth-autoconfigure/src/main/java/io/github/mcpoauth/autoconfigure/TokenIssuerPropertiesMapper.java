package io.github.mcpoauth.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Upstream;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.jose.AccessTokenPolicy;
import io.github.mcpoauth.jose.AudienceRule;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.IntrospectionCredentials;
import io.github.mcpoauth.upstream.ProviderTokens;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Maps the properties that say which tokens of an issuer are accepted, and refuses values
 * that can't be meant or that open more than it seems.
 */
final class TokenIssuerPropertiesMapper {

	private static final Log logger = LogFactory.getLog(TokenIssuerPropertiesMapper.class);

	private final String prefix;

	private final Upstream issuer;

	private final String audiencePrefix;

	private final List<String> audiences;

	private final boolean anyAudience;

	private final ResourcePropertiesMapper.Configured resource;

	/**
	 * Makes a mapper.
	 * @param prefix what stands before the names of the issuer's properties
	 * @param issuer their values
	 * @param audiencePrefix what stands before the names of those about the audience
	 * @param audiences the accepted audiences; empty for the usual ones
	 * @param anyAudience whether the audience is not to be looked at
	 * @param resource the properties of the resource that accepts the tokens
	 */
	TokenIssuerPropertiesMapper(String prefix, Upstream issuer, String audiencePrefix, List<String> audiences,
			boolean anyAudience, ResourcePropertiesMapper.Configured resource) {
		this.prefix = prefix;
		this.issuer = issuer;
		this.audiencePrefix = audiencePrefix;
		this.audiences = List.copyOf(audiences);
		this.anyAudience = anyAudience;
		this.resource = resource;
	}

	TokenIssuerSettings asSettings(UpstreamSettings provider, ProtectedResource resource,
			@Nullable String tokenPrefix) {
		ProviderTokens tokens = provider.quirks().tokens();
		IntrospectionCredentials credentials = credentials();
		check(tokens, credentials);
		AccessTokenPolicy policy = new AccessTokenPolicy(provider.tokenIssuer(),
				audience(resource.identifier(), tokens.audiences()), Set.of(SignatureAlgorithm.values()),
				AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
		return new TokenIssuerSettings(provider, policy, clientAudiences(tokens.audiences()), credentials,
				StringUtils.hasText(tokenPrefix) ? tokenPrefix.strip() : null);
	}

	private AudienceRule audience(ResourceIdentifier resource, Set<String> usual) {
		if (this.anyAudience) {
			logger.warn(this.audiencePrefix + "accept-tokens-for-other-resources has the value 'true': "
					+ "whoever is given a token of the same issuer for any other service can use it here");
			return AudienceRule.UNCHECKED;
		}
		if (this.audiences.isEmpty()) {
			return AudienceRule.anyOf((audience) -> resource.isAudience(audience) || usual.contains(audience));
		}
		if (this.audiences.stream().anyMatch(String::isBlank)) {
			throw new McpOAuthConfigurationException(this.audiencePrefix + "audiences", this.audiences,
					"one of them is empty, which no token is meant for",
					"List the aud values that the provider puts into tokens for this server, or leave it out");
		}
		if (this.audiences.stream().noneMatch(resource::isAudience)) {
			logger.warn(this.audiencePrefix + "audiences has the value '" + this.audiences
					+ "', which is not this server's URL " + resource
					+ ": a token that was issued for another service with that audience is accepted here, "
					+ "and one of here there. Leave the property out if the provider can issue tokens for the URL.");
		}
		return AudienceRule.anyOf(this.audiences::contains);
	}

	private Set<String> clientAudiences(Set<String> usual) {
		Set<String> client = new LinkedHashSet<>(usual);
		String clientId = this.issuer.clientId();
		if (clientId != null && (this.anyAudience || this.audiences.contains(clientId.strip()))) {
			client.add(clientId.strip());
		}
		return client;
	}

	private @Nullable IntrospectionCredentials credentials() {
		if (StringUtils.hasText(this.issuer.introspectionToken())) {
			return IntrospectionCredentials.bearer(this.issuer.introspectionToken().strip());
		}
		return (StringUtils.hasText(this.issuer.clientId()) && StringUtils.hasText(this.issuer.clientSecret()))
				? IntrospectionCredentials
					.client(new UpstreamPropertiesMapper(this.prefix, this.issuer).asRegistration())
				: null;
	}

	private void check(ProviderTokens tokens, @Nullable IntrospectionCredentials credentials) {
		TokenVerification how = tokens.verification();
		if (how == TokenVerification.USERINFO && !this.anyAudience) {
			throw new McpOAuthConfigurationException(this.prefix + "token-verification", "userinfo",
					"a UserInfo endpoint does not say whom a token was issued for, so one that a user gave to "
							+ "another service of the provider would be accepted here",
					"Set " + this.audiencePrefix + "accept-tokens-for-other-resources=true if all services of the "
							+ "provider may act for its users here, or use introspection");
		}
		if (how == TokenVerification.INTROSPECTION && credentials == null) {
			throw new McpOAuthConfigurationException(this.prefix + "token-verification", "introspection",
					"an introspection endpoint answers only to somebody that it knows",
					"Set " + this.prefix + "client-id and " + this.prefix + "client-secret to those of a client that "
							+ "may introspect, or " + this.prefix + "introspection-token. For the identity provider, "
							+ "with mcp.oauth.mode=resource-server nothing else is done with them");
		}
		List<String> required = this.resource.values().scopes();
		if (how == TokenVerification.TOKENINFO && !tokens.grantedScopes().containsAll(required)) {
			throw this.resource.refuse("scopes", required,
					"nobody can define scopes at Google, so no token would ever have them",
					"List them in " + this.prefix + "granted-scopes as well, which gives them to everybody who has "
							+ "logged in, or remove them");
		}
	}

}
