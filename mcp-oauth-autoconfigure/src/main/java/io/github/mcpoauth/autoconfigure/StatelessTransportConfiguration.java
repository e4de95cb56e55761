package io.github.mcpoauth.autoconfigure;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.server.common.autoconfigure.McpServerStatelessAutoConfiguration.EnabledStatelessServerCondition;
import org.springframework.ai.mcp.server.common.autoconfigure.McpServerStdioDisabledCondition;
import org.springframework.ai.mcp.server.common.autoconfigure.properties.McpServerStreamableHttpProperties;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.resource.CallerTransportContext;

/**
 * Spring AI's stateless transport, as its properties say, and with the caller.
 */
@Configuration(proxyBeanMethods = false)
@Conditional({ McpServerStdioDisabledCondition.class, EnabledStatelessServerCondition.class })
@EnableConfigurationProperties(McpServerStreamableHttpProperties.class)
class StatelessTransportConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WebMvcStatelessServerTransport mcpStatelessServerTransport(@Qualifier("mcpServerJsonMapper") JsonMapper jsonMapper,
			McpServerStreamableHttpProperties properties) {
		return WebMvcStatelessServerTransport.builder()
			.jsonMapper(new JacksonMcpJsonMapper(jsonMapper))
			.messageEndpoint(properties.getMcpEndpoint())
			.contextExtractor(new CallerTransportContext())
			.build();
	}

}
