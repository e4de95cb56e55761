package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Upstream;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.core.UriText;
import io.github.mcpoauth.upstream.ProviderDefaults;
import io.github.mcpoauth.upstream.ProviderQuirks;
import io.github.mcpoauth.upstream.ProviderTokens;
import io.github.mcpoauth.upstream.TargetParameter;
import io.github.mcpoauth.upstream.UpstreamProvider;

/**
 * Puts what is configured over what is known of a provider.
 */
final class ProviderQuirksMapper {

	/** What this server decides about, and no configuration. */
	private static final Set<String> RESERVED = Set.of("response_type", "response_mode", "client_id", "redirect_uri",
			"scope", "state", "code_challenge", "code_challenge_method", "resource", "audience", "request",
			"request_uri");

	private final String propertyPrefix;

	private final Upstream upstream;

	ProviderQuirksMapper(String propertyPrefix, Upstream upstream) {
		this.propertyPrefix = propertyPrefix;
		this.upstream = upstream;
	}

	ProviderQuirks asQuirks(UpstreamProvider provider, String issuer, @Nullable String clientId) {
		ProviderQuirks known = ProviderDefaults.of(provider, issuer, clientId);
		return new ProviderQuirks(resource(known), target(this.upstream.audience(), known.audience()), prefix(known),
				scopes("default-scopes", this.upstream.defaultScopes(), known.defaultScopes()),
				scopes("scopes", this.upstream.scopes(), known.scopes()),
				scopes("withheld-scopes", this.upstream.withheldScopes(), known.withheldScopes()),
				parameters(known.authorizationParameters()), this.upstream.pkce() && known.pkce(),
				(this.upstream.sendsIssuer() != null) ? this.upstream.sendsIssuer() : known.sendsIssuer(),
				tokens(known.tokens()));
	}

	private TargetParameter resource(ProviderQuirks known) {
		TargetParameter resource = target(this.upstream.resource(), known.resource());
		if (resource.value() != null && !isResource(resource.value())) {
			throw refuse("resource", resource.value(),
					"it is neither 'forward' nor 'drop' nor an absolute URI without a fragment (RFC 8707 section 2)",
					"Use forward, drop, or the URI that the provider knows this server by");
		}
		return resource;
	}

	private static TargetParameter target(@Nullable String configured, TargetParameter known) {
		return (configured == null || configured.isBlank()) ? known : TargetParameter.of(configured);
	}

	private static boolean isResource(String value) {
		try {
			URI uri = UriText.parse(value);
			return uri.isAbsolute() && uri.getRawFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private String prefix(ProviderQuirks known) {
		String prefix = this.upstream.scopePrefix();
		if (prefix == null) {
			return known.scopePrefix();
		}
		if (!prefix.isBlank() && !Scopes.isToken(prefix.strip())) {
			throw refuse("scope-prefix", prefix, "no scope can start with it",
					"Write what stands before the name of a scope at the provider: api://my-app/");
		}
		return prefix.strip();
	}

	private Set<String> scopes(String name, @Nullable List<String> configured, Set<String> known) {
		if (configured == null) {
			return known;
		}
		List<String> scopes = UpstreamPropertiesMapper.stripped(configured);
		for (String scope : scopes) {
			if (!Scopes.isToken(scope)) {
				throw refuse(name, scope, "it is not a scope (RFC 6749 section 3.3)",
						"A scope is one word without spaces, quotes and backslashes, such as offline_access");
			}
		}
		return new LinkedHashSet<>(scopes);
	}

	private Map<String, String> parameters(Map<String, String> known) {
		Map<String, String> parameters = new LinkedHashMap<>(known);
		this.upstream.authorizationParameters().forEach((name, value) -> {
			if (RESERVED.contains(name)) {
				throw refuse("authorization-parameters." + name, value,
						"it is a parameter that this server sets itself",
						"Leave it out. For resource, audience and scope there are properties of their own");
			}
			if (value.isBlank()) {
				parameters.remove(name);
			}
			else {
				parameters.put(name, value);
			}
		});
		return parameters;
	}

	private McpOAuthConfigurationException refuse(String name, Object value, String reason, String fix) {
		return new McpOAuthConfigurationException(this.propertyPrefix + name, value, reason, fix);
	}

	private ProviderTokens tokens(ProviderTokens known) {
		Set<String> issuers = (this.upstream.tokenIssuers() != null)
				? new LinkedHashSet<>(UpstreamPropertiesMapper.stripped(this.upstream.tokenIssuers()))
				: known.issuers();
		return new ProviderTokens(known.audiences(), issuers,
				(this.upstream.tokenVerification() != null) ? this.upstream.tokenVerification() : known.verification(),
				scopes("granted-scopes", this.upstream.grantedScopes(), known.grantedScopes()));
	}

}
