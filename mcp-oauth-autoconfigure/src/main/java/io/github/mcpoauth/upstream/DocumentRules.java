package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.UriText;

/**
 * What may be used of a provider's metadata. Whoever can tamper with it, at the provider
 * or on the way, must not be able to move the users' codes and tokens elsewhere.
 */
final class DocumentRules {

	private static final Log logger = LogFactory.getLog(DocumentRules.class);

	private final String issuer;

	private final boolean secure;

	private final Set<String> hosts = new HashSet<>();

	DocumentRules(UpstreamSettings settings) {
		URI uri = URI.create(settings.issuer());
		this.issuer = settings.documentIssuer();
		this.secure = "https".equalsIgnoreCase(uri.getScheme());
		this.hosts.add(uri.getHost().toLowerCase(Locale.ROOT));
		if (settings.metadataUri() != null) {
			this.hosts.add(settings.metadataUri().getHost().toLowerCase(Locale.ROOT));
		}
		this.hosts.addAll(settings.provider().endpointHosts());
		this.hosts.addAll(settings.trustedHosts());
	}

	/**
	 * Checks the issuer. A document of another one must not be used (RFC 8414 section
	 * 3.3).
	 * @param value the {@code issuer} of the document
	 * @return the issuer
	 * @throws IOException if it is another one
	 */
	String issuer(@Nullable Object value) throws IOException {
		if (!(value instanceof String named)) {
			throw new IOException("it names no issuer");
		}
		if (!this.issuer.equals(named)) {
			throw new IOException("it names another issuer than " + this.issuer + ": " + ErrorText.of(named)
					+ " (mcp.oauth.upstream.issuer-uri has to be exactly the one that is meant)");
		}
		return this.issuer;
	}

	/**
	 * Passes over an endpoint that must not be used.
	 * @param name the member of the document
	 * @param value its value
	 * @return the endpoint, or {@code null}
	 */
	@Nullable URI endpoint(String name, String value) {
		String problem = problem(value);
		if (problem != null) {
			logger.warn("The " + name + " in the metadata of " + this.issuer + " is not used, because " + problem + ": "
					+ ErrorText.of(value));
			return null;
		}
		return URI.create(value);
	}

	private @Nullable String problem(String value) {
		URI uri;
		try {
			uri = UriText.parse(value);
		}
		catch (URISyntaxException ex) {
			return "it is no URL";
		}
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null
				|| !scheme.matches("https?")) {
			return "it is not the URL of an endpoint";
		}
		if (this.secure && !scheme.equals("https")) {
			return "it is plain http where the issuer is https";
		}
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		if (this.hosts.stream().noneMatch((trusted) -> UpstreamProvider.isWithin(host, trusted))) {
			return "it is on another host than the issuer. If that is right, "
					+ "list the host in mcp.oauth.upstream.trusted-hosts";
		}
		return null;
	}

}
