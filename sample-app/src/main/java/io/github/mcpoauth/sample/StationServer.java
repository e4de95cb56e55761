package io.github.mcpoauth.sample;

import java.util.List;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.provider.tool.SyncStatelessMcpToolProvider;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.resource.CallerTransportContext;

/**
 * A second MCP server in the same application. Spring AI makes one; what it does for that
 * one is done here by hand.
 */
@Configuration(proxyBeanMethods = false)
@Profile("resources")
class StationServer {

	@Bean
	WebMvcStatelessServerTransport stationTransport(@Qualifier("mcpServerJsonMapper") JsonMapper jsonMapper) {
		return WebMvcStatelessServerTransport.builder()
			.jsonMapper(new JacksonMcpJsonMapper(jsonMapper))
			.messageEndpoint("/mcp/stations")
			.contextExtractor(new CallerTransportContext())
			.build();
	}

	@Bean
	RouterFunction<ServerResponse> stationRoutes(WebMvcStatelessServerTransport stationTransport) {
		return stationTransport.getRouterFunction();
	}

	@Bean
	McpStatelessSyncServer stationMcpServer(WebMvcStatelessServerTransport stationTransport) {
		// On the thread of the request, which knows the caller
		return McpServer.sync(stationTransport)
			.serverInfo("station-mcp-server", "0.1.0")
			.immediateExecution(true)
			.tools(new SyncStatelessMcpToolProvider(List.of(new StationTools())).getToolSpecifications())
			.build();
	}

	/**
	 * No bean: Spring AI would add its tools to the other server as well.
	 */
	static class StationTools {

		@McpTool(name = "list_stations", description = "Lists made-up weather stations, and for whom")
		String listStations() {
			return "Oslo, Bergen and Tromsø, for " + Caller.current().subject();
		}

	}

}
