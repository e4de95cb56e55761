package io.github.mcpoauth.autoconfigure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of clients that don't register here.
 *
 * @param clientIdMetadataDocuments Clients whose identifier is the URL of their metadata.
 * @param pinnedClients Clients of that kind whose documents are not fetched, by names of
 * your own.
 */
@ConfigurationProperties("mcp.oauth.registration")
public record ClientProperties(@DefaultValue ClientIdMetadataDocuments clientIdMetadataDocuments,
		@DefaultValue Map<String, PinnedClient> pinnedClients) {

	/**
	 * Clients whose identifier is the URL of their metadata.
	 *
	 * @param enabled Whether such documents are fetched and their clients accepted.
	 * @param allowLoopback Whether documents on this machine's loopback addresses are
	 * fetched as well, for development. Then whoever reaches this server can have it send
	 * requests to all that listens there with a certificate that the JVM trusts (SSRF).
	 * @param allowedHosts Whose documents are fetched: "app.example.com", or
	 * "*.example.com" for all hosts below. By default those of any host.
	 * @param maxConcurrentFetches How many documents are fetched at the same time; who
	 * comes beyond that gets 503. Each holds a thread for up to 2.5 seconds, so with too
	 * many of them slow documents of strangers keep this server busy.
	 * @param fetchesPerMinute How many documents are fetched in a minute from all hosts
	 * together, or -1 for any number.
	 * @param fetchesPerMinuteAndHost How many documents are fetched from one host in a
	 * minute, or -1 for any number. Without a limit, this server can be made to flood
	 * another.
	 */
	public record ClientIdMetadataDocuments(@DefaultValue("true") boolean enabled,
			@DefaultValue("false") boolean allowLoopback, @DefaultValue List<String> allowedHosts,
			@DefaultValue("16") int maxConcurrentFetches, @DefaultValue("300") long fetchesPerMinute,
			@DefaultValue("30") long fetchesPerMinuteAndHost) {
	}

	/**
	 * A client whose document is not fetched.
	 *
	 * @param clientId Its identifier, the https URL of its document.
	 * @param clientName Its name for people.
	 * @param redirectUris Where its codes may be sent, as in its document.
	 */
	public record PinnedClient(@Nullable String clientId, @Nullable String clientName,
			@DefaultValue List<String> redirectUris) {
	}

}
