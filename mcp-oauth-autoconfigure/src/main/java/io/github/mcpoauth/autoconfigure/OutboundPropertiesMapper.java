package io.github.mcpoauth.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.mcpoauth.net.HeaderForwardingInterceptor;

/**
 * Maps the properties of outbound calls, and refuses values that can't be meant.
 */
final class OutboundPropertiesMapper {

	private static final Log logger = LogFactory.getLog(OutboundPropertiesMapper.class);

	private static final String HEADERS = "mcp.oauth.outbound.headers";

	private static final String AUTHORIZATION = "authorization";

	private static final String HOSTS = "mcp.oauth.outbound.hosts";

	/** What belongs to one connection, one body, one site or one session. */
	private static final Pattern NOT_FORWARDED = Pattern.compile("connection|content-.*|cookie|expect|host|keep-alive|"
			+ "mcp-session-id|proxy-auth.*|te|trailer|transfer-encoding|upgrade");

	private final OutboundProperties properties;

	private final Set<String> credentials;

	/**
	 * Makes a mapper.
	 * @param apiKeyHeader the header for API keys, which are as secret as tokens
	 */
	OutboundPropertiesMapper(OutboundProperties properties, String apiKeyHeader) {
		this.properties = properties;
		this.credentials = apiKeyHeader.isBlank() ? Set.of(AUTHORIZATION) : Set.of(AUTHORIZATION, lower(apiKeyHeader));
	}

	HeaderForwardingInterceptor asInterceptor() {
		Set<String> headers = new LinkedHashSet<>();
		this.properties.headers().forEach((name) -> headers.add(checkedHeader(lower(name))));
		Set<String> hosts = new LinkedHashSet<>();
		this.properties.hosts().forEach((host) -> hosts.add(checkedHost(lower(host))));
		if (headers.isEmpty() != hosts.isEmpty()) {
			throw new McpOAuthConfigurationException(headers.isEmpty() ? HEADERS : HOSTS, List.of(),
					"then nothing is sent on to anybody", "Set both " + HEADERS + " and " + HOSTS + ", or neither");
		}
		return new HeaderForwardingInterceptor(headers, hosts, this.credentials);
	}

	private String checkedHeader(String name) {
		if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+") || NOT_FORWARDED.matcher(name).matches()) {
			throw new McpOAuthConfigurationException(HEADERS, name,
					"it is not the name of a header that makes sense in another request",
					"List names of headers such as x-tenant-id");
		}
		if (this.credentials.contains(name)) {
			if (!this.properties.tokenPassthrough()) {
				throw new McpOAuthConfigurationException(HEADERS, name,
						"it carries the caller's token, which the MCP specification forbids to pass on",
						"Get a token for the service, for instance with DownstreamTokens (RFC 8693), "
								+ "or set mcp.oauth.outbound.token-passthrough=true");
			}
			logger.warn("mcp.oauth.outbound.token-passthrough is true: the header " + name + " with the caller's token "
					+ "is sent to " + this.properties.hosts() + ". The MCP specification forbids it, because the "
					+ "token was issued for this server only.");
		}
		return name;
	}

	private static String checkedHost(String host) {
		if (!host.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+]")) {
			throw new McpOAuthConfigurationException(HOSTS, host, "it is not the name of one host",
					"Write it without scheme, port, path and patterns: orders.example.com");
		}
		return host;
	}

	private static String lower(String text) {
		return text.strip().toLowerCase(Locale.ROOT);
	}

}
