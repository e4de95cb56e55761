package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.authorizationserver.login.LoginUpstream;
import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Upstream;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.HttpUpstreamClient;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.ProviderQuirks;
import io.github.mcpoauth.upstream.TargetParameter;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamProvider;
import io.github.mcpoauth.upstream.UpstreamRegistration;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * Maps the properties of identity providers to logins there.
 */
final class LoginPropertiesMapper {

	private static final String SINGLE = "upstream";

	private final McpOAuthProperties properties;

	private final LoginProperties logins;

	LoginPropertiesMapper(McpOAuthProperties properties, LoginProperties logins) {
		this.properties = properties;
		this.logins = logins;
	}

	/**
	 * All upstreams that users can log in at, the one without a name first.
	 */
	List<LoginUpstream> asUpstreams(HttpFetcher fetcher) {
		List<LoginUpstream> upstreams = new ArrayList<>();
		Upstream single = this.properties.upstream();
		if (StringUtils.hasText(single.clientId()) || single.provider() == UpstreamProvider.GITHUB) {
			upstreams.add(asUpstream(SINGLE, "mcp.oauth.upstream.", single, fetcher));
		}
		this.logins.upstreams().forEach((name, upstream) -> {
			String prefix = "mcp.oauth.upstreams." + name;
			if (!name.matches("[a-z0-9][a-z0-9-]*")) {
				throw new McpOAuthConfigurationException(prefix, name, "the name is part of the callback URL",
						"Use small letters, digits and hyphens");
			}
			if (name.equals(SINGLE) && !upstreams.isEmpty()) {
				throw new McpOAuthConfigurationException(prefix, name,
						"mcp.oauth.upstream has that name already, as which its callback URL ends",
						"Use another name, or move mcp.oauth.upstream below mcp.oauth.upstreams");
			}
			upstreams.add(asUpstream(name, prefix + ".", upstream, fetcher));
		});
		checkIssuers(upstreams);
		return upstreams;
	}

	/**
	 * Users are told apart by issuers, and judged by the rule of where they log in.
	 */
	private static void checkIssuers(List<LoginUpstream> upstreams) {
		Map<String, String> names = new LinkedHashMap<>();
		for (LoginUpstream upstream : upstreams) {
			String other = names.put(upstream.settings().issuer(), upstream.name());
			if (other != null) {
				throw new McpOAuthConfigurationException("mcp.oauth.upstreams." + upstream.name() + ".issuer-uri",
						upstream.settings().issuer(),
						"it is the issuer of '" + other + "' as well, so that users would be the same here and there "
								+ "whichever list allows them",
						"Keep one of the two");
			}
		}
	}

	private LoginUpstream asUpstream(String name, String prefix, Upstream upstream, HttpFetcher fetcher) {
		UpstreamPropertiesMapper mapper = new UpstreamPropertiesMapper(prefix, upstream);
		UpstreamSettings configured = mapper.asSettings(this.properties.allowHttp());
		UpstreamRegistration registration = mapper.asRegistration();
		boolean github = configured.provider() == UpstreamProvider.GITHUB;
		LoginRuleMapper rules = new LoginRuleMapper(prefix + "login.", upstream.login(), github);
		Set<String> scopes = scopes(upstream, configured.quirks(), rules, github);
		UpstreamSettings settings = configured.with(loginQuirks(configured.quirks(), scopes));
		if (github) {
			settings = settings.withUsualEndpoints();
		}
		UpstreamMetadata metadata = new CachedUpstreamMetadata(settings, settings.usualEndpoints(), fetcher,
				Clock.systemUTC(), (support) -> {
				});
		return new LoginUpstream(name, label(upstream.login().label(), settings), registration.clientId(), scopes,
				parameters(upstream, configured.quirks()), settings, metadata,
				new HttpUpstreamClient(settings, registration, metadata, fetcher),
				new IssuerKeys(metadata, fetcher, Clock.systemUTC()), rules.asRule(), upstream.login().keepTokens());
	}

	/**
	 * Nothing of the MCP endpoint is asked for: the tokens stay here.
	 */
	private static ProviderQuirks loginQuirks(ProviderQuirks known, Set<String> scopes) {
		return new ProviderQuirks(TargetParameter.DROP, TargetParameter.DROP, "", Set.of(), scopes, Set.of(), Map.of(),
				known.pkce(), known.sendsIssuer(), known.tokens());
	}

	/**
	 * Some providers give a refresh token only to those who ask in their way.
	 */
	private static Map<String, String> parameters(Upstream upstream, ProviderQuirks known) {
		return upstream.login().keepTokens() ? known.authorizationParameters() : upstream.authorizationParameters();
	}

	private static Set<String> scopes(Upstream upstream, ProviderQuirks known, LoginRuleMapper rules, boolean github) {
		Set<String> scopes = new LinkedHashSet<>();
		if (!github) {
			scopes.add("openid");
		}
		if (upstream.scopes() != null) {
			scopes.addAll(UpstreamPropertiesMapper.stripped(upstream.scopes()));
		}
		else if (github) {
			scopes.addAll(List.of("read:user", "user:email"));
		}
		else {
			scopes.addAll(List.of("profile", "email"));
			if (upstream.login().keepTokens()) {
				scopes.addAll(known.scopes());
			}
		}
		if (github && rules.needsMemberships()) {
			scopes.add("read:org");
		}
		return scopes;
	}

	private static String label(@Nullable String configured, UpstreamSettings settings) {
		if (StringUtils.hasText(configured)) {
			return configured.strip();
		}
		return switch (settings.provider()) {
			case GITHUB -> "GitHub";
			case GOOGLE -> "Google";
			case ENTRA -> "Microsoft";
			default -> URI.create(settings.issuer()).getHost();
		};
	}

}
