package io.github.mcpoauth.autoconfigure;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.server.common.autoconfigure.McpServerAutoConfiguration.EnabledStreamableServerCondition;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerStdioDisabledCondition;
import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerStreamableHttpProperties;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.resource.CallerTransportContext;

/**
 * Spring AI's streamable transport, as its properties say, and with the caller. There is
 * no other hook for the context extractor (spring-ai#4603).
 */
@Configuration(proxyBeanMethods = false)
@Conditional({ McpServerStdioDisabledCondition.class, EnabledStreamableServerCondition.class })
@EnableConfigurationProperties(McpServerStreamableHttpProperties.class)
class StreamableTransportConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WebMvcStreamableServerTransportProvider mcpStreamableServerTransport(
			@Qualifier("mcpServerJsonMapper") JsonMapper jsonMapper, McpServerStreamableHttpProperties properties) {
		return WebMvcStreamableServerTransportProvider.builder()
			.jsonMapper(new JacksonMcpJsonMapper(jsonMapper))
			.mcpEndpoint(properties.getMcpEndpoint())
			.keepAliveInterval(properties.getKeepAliveInterval())
			.disallowDelete(properties.isDisallowDelete())
			.contextExtractor(new CallerTransportContext())
			.build();
	}

}
