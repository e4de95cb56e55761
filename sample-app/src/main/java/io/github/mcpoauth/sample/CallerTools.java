package io.github.mcpoauth.sample;

import java.util.Collection;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.stereotype.Component;

import io.github.mcpoauth.resource.Caller;

/**
 * Who is calling.
 */
@Component
class CallerTools {

	@McpTool(name = "whoami", description = "Says who is calling: subject, client and scopes of the access token")
	WhoAmI whoami() {
		Caller caller = Caller.current();
		return new WhoAmI(caller.subject(), (caller.client() != null) ? caller.client() : "unknown", caller.scopes());
	}

	record WhoAmI(String subject, String client, Collection<String> scopes) {
	}

}
