package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.resource.AllowedOrigins;
import io.github.mcpoauth.resource.EndpointAccess;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.scope.RequiringScopeCatalog;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * Maps the properties of the MCP endpoints, and refuses values that can't be meant.
 */
final class ResourcePropertiesMapper {

	private static final Log logger = LogFactory.getLog(ResourcePropertiesMapper.class);

	private final McpOAuthProperties properties;

	private final Environment environment;

	ResourcePropertiesMapper(McpOAuthProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	ProtectedResources asResources(PublicUrls urls, String applicationName, ScopeCatalog scopes) {
		checkTheOnlyOneIsNotConfigured();
		List<ProtectedResource> resources = new ArrayList<>();
		configured().forEach((name, configured) -> {
			ProtectedResource resource = resource(urls, configured, applicationName,
					name.isEmpty() ? scopes : requiring(configured, scopes));
			resources.stream()
				.filter((other) -> other.path().equals(resource.path()))
				.findFirst()
				.ifPresent((other) -> {
					throw configured.refuse("path", resource.path(), "another resource has the same path",
							"Give each resource the path of its own endpoint");
				});
			resources.add(resource);
		});
		return new ProtectedResources(resources);
	}

	/**
	 * What is set for an endpoint that there isn't would protect nothing.
	 */
	private void checkTheOnlyOneIsNotConfigured() {
		McpOAuthProperties.Resource only = this.properties.resource();
		Map<String, Boolean> set = new LinkedHashMap<>();
		set.put("path", only.path() != null);
		set.put("name", StringUtils.hasText(only.name()));
		set.put("access", only.access() != EndpointAccess.PROTECTED);
		set.put("scopes", !only.scopes().isEmpty());
		set.put("login-scopes", !only.loginScopes().isEmpty());
		set.put("audiences", !only.audiences().isEmpty());
		set.put("accept-tokens-for-other-resources", only.acceptTokensForOtherResources());
		set.put("allowed-origins", !only.allowedOrigins().isEmpty());
		set.put("issuers", !only.issuers().isEmpty());
		if (!this.properties.resources().isEmpty() && set.containsValue(true)) {
			String name = set.entrySet().stream().filter(Map.Entry::getValue).findFirst().orElseThrow().getKey();
			throw new McpOAuthConfigurationException("mcp.oauth.resource." + name, "(set)",
					"there are several resources, and it is for none of them",
					"Set it for each one that it is meant for, as mcp.oauth.resources.<name>." + name);
		}
	}

	/**
	 * The resources by their names; the only one has none.
	 */
	private Map<String, Configured> configured() {
		Map<String, Configured> configured = new LinkedHashMap<>();
		if (this.properties.resources().isEmpty()) {
			configured.put("", new Configured("mcp.oauth.resource.", this.properties.resource(),
					EndpointPath.of(this.properties.resource().path(), this.environment)));
		}
		this.properties.resources()
			.forEach((name, values) -> configured.put(name, new Configured("mcp.oauth.resources." + name + ".", values,
					EndpointPath.ofOneOfSeveral(name, values.path()))));
		return configured;
	}

	/**
	 * The properties of a resource.
	 */
	Configured of(ProtectedResource resource) {
		return configured().values()
			.stream()
			.filter((configured) -> configured.path().value().equals(resource.path()))
			.findFirst()
			.orElseThrow();
	}

	private static ScopeCatalog requiring(Configured configured, ScopeCatalog scopes) {
		return new RequiringScopeCatalog(scopes, Scopes.of(configured.values().scopes()),
				Scopes.of(configured.values().loginScopes()));
	}

	private static ProtectedResource resource(PublicUrls urls, Configured configured, String applicationName,
			ScopeCatalog scopes) {
		String path = configured.path().checked();
		String name = configured.values().name();
		return new ProtectedResource(urls.resource(path), path, urls.protectedResourceMetadata(path),
				StringUtils.hasText(name) ? name : applicationName, scopes);
	}

	AllowedOrigins asAllowedOrigins(ProtectedResource resource, PublicUrls urls) {
		Configured configured = of(resource);
		for (String origin : configured.values().allowedOrigins()) {
			if (!origin.matches("https?://[^/?#*]+")) {
				throw configured.refuse("allowed-origins", origin, "it is not a web origin",
						"Write scheme, host and, if it is not the default, port: https://app.example.com");
			}
		}
		return new AllowedOrigins(urls, configured.values().allowedOrigins());
	}

	EndpointAccess asEndpointAccess(ProtectedResource resource) {
		Configured configured = of(resource);
		EndpointAccess access = configured.values().access();
		if (access == EndpointAccess.OPEN) {
			logger.warn(configured.prefix() + "access has the value 'open': whoever reaches " + resource.identifier()
					+ " can call it without a token, as nobody in particular and without any of the scopes in "
					+ configured.prefix() + "scopes. Set it to 'protected' unless everything there is public.");
		}
		return access;
	}

	ResourceIssuers asIssuers(ProtectedResource resource) {
		Configured configured = of(resource);
		Set<String> known = this.properties.issuers().keySet();
		List<String> names = configured.values().issuers();
		if (names.isEmpty()) {
			return new ResourceIssuers(true, known);
		}
		Set<String> accepted = new LinkedHashSet<>(names);
		boolean main = accepted.remove(ResourceIssuers.MAIN);
		for (String name : accepted) {
			if (!known.contains(name)) {
				throw configured.refuse("issuers", name, "there is no mcp.oauth.issuers." + name,
						"Name issuers that are configured there, or 'main' for the one of the mode");
			}
		}
		return new ResourceIssuers(main, accepted);
	}

	/**
	 * Properties of a resource, what stands before their names, and where it is.
	 */
	record Configured(String prefix, McpOAuthProperties.Resource values, EndpointPath path) {

		McpOAuthConfigurationException refuse(String name, Object value, String reason, String fix) {
			return new McpOAuthConfigurationException(this.prefix + name, value, reason, fix);
		}

	}

}
