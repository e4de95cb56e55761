package io.github.mcpoauth.sample;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.mcpoauth.resource.Caller;

/**
 * What this application knows of its users.
 */
@Component
@Profile("users")
class UserTools {

	@McpTool(name = "my_user", description = "Says as which user this application knows the caller")
	AppUser myUser() {
		return Caller.current().user(AppUser.class);
	}

}
