package io.github.mcpoauth.autoconfigure;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Where the MCP endpoint is: where this library is told, or else where Spring AI is told
 * to put it, so that nobody has to say it twice and protects another path by mistake.
 *
 * @param property where the path comes from
 * @param value the path, not checked
 */
record EndpointPath(String property, String value) {

	private static final String OWN = "mcp.oauth.resource.path";

	/** Of both transports that have one endpoint. */
	private static final String SPRING_AI = "spring.ai.mcp.server.streamable-http.mcp-endpoint";

	private static final Set<String> ONE_ENDPOINT = Set.of("streamable", "stateless");

	static EndpointPath of(@Nullable String configured, Environment environment) {
		if (configured != null) {
			return new EndpointPath(OWN, configured);
		}
		String protocol = environment.getProperty("spring.ai.mcp.server.protocol", "");
		String endpoint = environment.getProperty(SPRING_AI);
		return (endpoint != null && ONE_ENDPOINT.stream().anyMatch(protocol::equalsIgnoreCase))
				? new EndpointPath(SPRING_AI, endpoint.startsWith("/") ? endpoint : "/" + endpoint)
				: new EndpointPath(OWN, "/mcp");
	}

	/**
	 * The path of one of several endpoints, which has to be said.
	 */
	static EndpointPath ofOneOfSeveral(String name, @Nullable String configured) {
		String property = "mcp.oauth.resources." + name + ".path";
		if (configured == null || configured.isBlank()) {
			throw new McpOAuthConfigurationException(property, null,
					"there are several endpoints, each at its own path",
					"Set it to the path that the MCP server has, such as /mcp");
		}
		return new EndpointPath(property, configured);
	}

	String checked() {
		if (!this.value.startsWith("/") || (this.value.length() > 1 && this.value.endsWith("/"))
				|| !this.value.matches("[\\w/.~%-]+") || this.value.contains("//")) {
			throw new McpOAuthConfigurationException(this.property, this.value, "it is not the path of an endpoint",
					"Write it as the MCP server has it, with a leading and without a trailing slash: /mcp");
		}
		return this.value;
	}

}
