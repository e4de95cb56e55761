package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Configuration of what operations need.
 *
 * @param scopeHierarchy Which scopes include others: "mcp:admin &gt; mcp:write &gt;
 * mcp:read". An asterisk behind the sign stands for any characters: "mcp:admin &gt;
 * mcp:*".
 * @param tools What tools need, by their names. An asterisk stands for any characters; of
 * several names that fit, all count.
 * @param prompts What prompts need, by their names, in the same way.
 * @param resourceUris What MCP resources need, by their URIs, in the same way.
 * @param methods What JSON-RPC methods need, such as "tools/list", in the same way.
 * @param maxMessageSize How large a message may be that has to be read to know what it
 * needs. It is kept in memory.
 */
@ConfigurationProperties("mcp.oauth")
public record OperationProperties(@DefaultValue List<String> scopeHierarchy, @DefaultValue Map<String, Operation> tools,
		@DefaultValue Map<String, Operation> prompts, @DefaultValue Map<String, Operation> resourceUris,
		@DefaultValue Map<String, Operation> methods, @DefaultValue("4MB") DataSize maxMessageSize) {

	/**
	 * What an operation needs.
	 *
	 * @param scopes Scopes that a caller has to have, besides those that every request
	 * needs.
	 */
	public record Operation(@DefaultValue List<String> scopes) {

		/**
		 * The short form: the scopes are the value themselves.
		 */
		public static Operation of(String scopes) {
			return new Operation(List.of(StringUtils.tokenizeToStringArray(scopes, ",")));
		}

	}

}
