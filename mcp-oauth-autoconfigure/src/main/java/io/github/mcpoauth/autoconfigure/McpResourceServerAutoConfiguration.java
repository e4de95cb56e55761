package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of the MCP endpoint as an OAuth 2.0 protected resource.
 */
@AutoConfiguration(after = { McpAuthorizationServerAutoConfiguration.class, McpFacadeAutoConfiguration.class,
		McpDirectFacadeAutoConfiguration.class })
@ConditionalOnBean(PublicUrls.class)
@Import({ UnusedLoginsConfiguration.class, UpstreamTokensConfiguration.class, ResourceServerConfiguration.class,
		UserMappingConfiguration.class, OutboundConfiguration.class, FilterObservationConfiguration.class })
public final class McpResourceServerAutoConfiguration {

}
