package io.github.mcpoauth.sample;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Who is calling, as any Spring Security application would find out.
 */
@Component
class CallerTools {

	@McpTool(name = "whoami", description = "Says who is calling: subject, client and scopes of the access token")
	Caller whoami() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null) {
			throw new IllegalStateException("The MCP endpoint lets nobody in without a token");
		}
		return new Caller(caller.getName(), client(caller), scopes(caller));
	}

	/** RFC 9068 section 2.2 has client_id; many identity providers write azp. */
	private static String client(Authentication caller) {
		Map<String, Object> attributes = (caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
				? token.getTokenAttributes() : Map.of();
		return Stream.of("client_id", "azp", "appid")
			.map(attributes::get)
			.filter(Objects::nonNull)
			.map(Object::toString)
			.findFirst()
			.orElse("unknown");
	}

	private static Collection<String> scopes(Authentication caller) {
		return caller.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> authority != null && authority.startsWith("SCOPE_"))
			.map((authority) -> authority.substring("SCOPE_".length()))
			.toList();
	}

	record Caller(String subject, String client, Collection<String> scopes) {
	}

}
