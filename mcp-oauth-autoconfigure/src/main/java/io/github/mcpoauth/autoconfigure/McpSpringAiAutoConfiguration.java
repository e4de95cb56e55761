package io.github.mcpoauth.autoconfigure;

import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStatelessWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStreamableHttpWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the transports of Spring AI's MCP server, so that they hand the
 * caller to the tools. It comes before Spring AI's own, which back off.
 */
@AutoConfiguration(before = { McpServerStreamableHttpWebMvcAutoConfiguration.class,
		McpServerStatelessWebMvcAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ McpServerStreamableHttpWebMvcAutoConfiguration.class,
		WebMvcStreamableServerTransportProvider.class })
@ConditionalOnBooleanProperty(name = "mcp.oauth.enabled", matchIfMissing = true)
@Import({ StreamableTransportConfiguration.class, StatelessTransportConfiguration.class })
public final class McpSpringAiAutoConfiguration {

}
