package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.registry.InMemoryMcpServerStore;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.authorizationserver.registry.McpServerStore;
import io.github.mcpoauth.authorizationserver.registry.ServerAdministrationEndpoint;
import io.github.mcpoauth.core.PublicUrls;

/**
 * How MCP servers elsewhere are added while the application runs, and where they are
 * kept.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnAdminKeyCondition.class)
class ServerAdministrationConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(name = "mcp.oauth.authorization-server.store", havingValue = "memory", matchIfMissing = true)
	McpServerStore mcpServerStore() {
		return new InMemoryMcpServerStore();
	}

	@Bean
	@ConditionalOnMissingBean
	ServerAdministrationEndpoint mcpServerAdministrationEndpoint(ServerRegistryPropertiesMapper mapper,
			McpServerRegistry registry, McpServerStore store, PublicUrls urls) {
		return new ServerAdministrationEndpoint(mapper.asAdminKeys(), registry, store, urls, mapper.httpAllowed());
	}

	@Bean
	OwnEndpoint mcpServerAdministration(ServerAdministrationEndpoint endpoint) {
		return new OwnEndpoint(List.of(ServerAdministrationEndpoint.PATH, ServerAdministrationEndpoint.PATH + "/*"),
				endpoint);
	}

}
