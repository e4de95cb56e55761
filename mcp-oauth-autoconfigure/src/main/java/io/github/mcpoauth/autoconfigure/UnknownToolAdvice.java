package io.github.mcpoauth.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpStatelessAsyncServer;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.McpOperation;
import io.github.mcpoauth.scope.McpOperation.Target;
import io.github.mcpoauth.scope.OperationRule;

/**
 * Warns of names in the configuration that no tool has: a misspelled one protects
 * nothing.
 */
final class UnknownToolAdvice implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(UnknownToolAdvice.class);

	private final Set<String> configured;

	private final ListableBeanFactory beans;

	UnknownToolAdvice(Set<String> configured, ListableBeanFactory beans) {
		this.configured = configured;
		this.beans = beans;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.configured.isEmpty()) {
			return;
		}
		Set<String> tools = new TreeSet<>();
		this.beans.getBeansOfType(McpSyncServer.class).values().forEach((server) -> add(server.listTools(), tools));
		this.beans.getBeansOfType(McpAsyncServer.class)
			.values()
			.forEach((server) -> add(server.listTools().toIterable(), tools));
		this.beans.getBeansOfType(McpStatelessSyncServer.class)
			.values()
			.forEach((server) -> add(server.listTools(), tools));
		this.beans.getBeansOfType(McpStatelessAsyncServer.class)
			.values()
			.forEach((server) -> add(server.listTools().toIterable(), tools));
		if (tools.isEmpty()) {
			return;
		}
		for (String name : this.configured) {
			OperationRule rule = OperationRule.ofName(Target.TOOL, name, Scopes.none());
			if (tools.stream().noneMatch((tool) -> rule.matches(McpOperation.toolCall(tool, Map.of())))) {
				logger.warn("mcp.oauth.tools." + name + " is the name of no tool, so it protects none. The tools are: "
						+ String.join(", ", tools));
			}
		}
	}

	private static void add(Iterable<Tool> listed, Set<String> names) {
		listed.forEach((tool) -> names.add(tool.name()));
	}

}
