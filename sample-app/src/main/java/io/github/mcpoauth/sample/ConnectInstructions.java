package io.github.mcpoauth.sample;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import io.github.mcpoauth.resource.ProtectedResource;

/**
 * Tells whoever started the sample what to do next.
 */
@Component
@Profile("!demo")
class ConnectInstructions {

	private static final String TEXT = """

			  MCP URL        %1$s
			  Log in as      %2$s
			  Claude Code    claude mcp add --transport http sample %1$s, then /mcp in a session
			  VS Code        code --add-mcp '{"name":"sample","type":"http","url":"%1$s"}'
			  MCP Inspector  npx @modelcontextprotocol/inspector, Streamable HTTP, %1$s
			""";

	private final ProtectedResource resource;

	private final Environment environment;

	ConnectInstructions(ProtectedResource resource, Environment environment) {
		this.resource = resource;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void print() {
		System.out.printf(TEXT, this.resource.identifier(), login());
	}

	private String login() {
		String issuer = this.environment.getProperty("mcp.oauth.upstream.issuer-uri");
		return (issuer != null) ? "a user of " + issuer : this.environment.getProperty("spring.security.user.name")
				+ " / " + this.environment.getProperty("spring.security.user.password");
	}

}
