package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.registry.HostedMetadataEndpoint;
import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.authorizationserver.registry.McpServers;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * The MCP servers elsewhere that tokens are issued for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerRegistryProperties.class)
class ServerRegistryConfiguration {

	@Bean
	ServerRegistryPropertiesMapper mcpServerRegistryPropertiesMapper(ServerRegistryProperties properties,
			McpOAuthProperties general) {
		return new ServerRegistryPropertiesMapper(properties, general.allowHttp());
	}

	/**
	 * Read once here, after the store was found to be there, so that there are servers to
	 * go on with when it is not.
	 */
	@Bean
	McpServerRegistry mcpServerRegistry(ServerRegistryPropertiesMapper mapper, PublicUrls urls,
			ProtectedResources resources, ObjectProvider<McpServers> servers,
			SharedStoreConfiguration.StoreCheck check) {
		List<McpServers> sources = new ArrayList<>();
		List<McpServer> configured = mapper.asServers(urls);
		if (!configured.isEmpty()) {
			sources.add(() -> configured);
		}
		servers.orderedStream().forEach(sources::add);
		McpServerRegistry registry = new McpServerRegistry(sources,
				(resource) -> resources.all().stream().anyMatch((own) -> own.identifier().equals(resource)),
				Clock.systemUTC());
		registry.all();
		return registry;
	}

	@Bean
	TargetResources mcpTargetResources(ProtectedResources resources, ScopeCatalog scopes, McpServerRegistry registry,
			PublicUrls urls) {
		return new TargetResources(resources, scopes, registry, urls);
	}

	/**
	 * Where there are no servers, the paths are the application's.
	 */
	@Bean
	WellKnownDocuments mcpHostedMetadataDocuments(McpServerRegistry registry, PublicUrls urls) {
		return WellKnownDocuments.exactly(registry.isUsed()
				? Map.of(HostedMetadataEndpoint.PATHS, new HostedMetadataEndpoint(registry, urls)) : Map.of());
	}

}
