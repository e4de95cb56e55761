package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the issuers that may vouch for users (ID-JAG), with the embedded
 * authorization server.
 *
 * @param issuers Such issuers, by names of your own. Each can get tokens for each of its
 * users, without a login here.
 * @param maxAge How long ago an assertion may have been issued. Its "exp" can only make
 * that shorter.
 */
@ConfigurationProperties("mcp.oauth.authorization-server.identity-assertions")
record IdentityAssertionProperties(@DefaultValue Map<String, Issuer> issuers, @DefaultValue("10m") Duration maxAge) {

	/**
	 * An issuer.
	 *
	 * @param issuerUri Its identifier, exactly as in the "iss" of its assertions.
	 * @param metadataUri Where its metadata is, if that is not where its identifier says.
	 * @param jwkSetUri Where its keys are. By default where its metadata says.
	 * @param clientIds The clients that may use its assertions, by their identifiers
	 * here. By default all that authenticate.
	 */
	record Issuer(@Nullable String issuerUri, @Nullable String metadataUri, @Nullable String jwkSetUri,
			@DefaultValue List<String> clientIds) {
	}

}
