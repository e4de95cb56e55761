package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Calls to services behind this application.
 *
 * @param headers Headers of the inbound request that are sent on: "x-tenant-id".
 * @param hosts Hosts that they are sent to, each exactly and without a port:
 * "orders.example.com".
 * @param tokenPassthrough Whether the headers may include those with the caller's token
 * or API key, such as "authorization". The MCP specification forbids to pass the token of
 * an MCP client on: it was issued for this server, and a service that accepts it accepts
 * a token of anybody's who calls this server (confused deputy).
 */
@ConfigurationProperties("mcp.oauth.outbound")
public record OutboundProperties(@DefaultValue List<String> headers, @DefaultValue List<String> hosts,
		@DefaultValue("false") boolean tokenPassthrough) {
}
