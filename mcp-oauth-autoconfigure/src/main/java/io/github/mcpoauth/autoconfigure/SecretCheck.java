package io.github.mcpoauth.autoconfigure;

import java.util.List;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * Whether client identifiers outlive a restart. How strong the secret is was checked at
 * startup.
 *
 * @param secrets how many are configured
 * @param urls where clients reach this server
 */
record SecretCheck(long secrets, PublicUrls urls) implements DoctorCheck {

	private static final String ID = "secret";

	static SecretCheck of(McpOAuthProperties properties, PublicUrls urls) {
		return new SecretCheck(properties.secret().stream().filter((secret) -> !secret.isBlank()).count(), urls);
	}

	@Override
	public List<Finding> check() {
		if (this.secrets > 0) {
			return List.of(Finding.ok(ID, "mcp.oauth.secret is set" + ((this.secrets > 1)
					? ", and " + (this.secrets - 1) + " former ones open what they sealed" : "")));
		}
		if (this.urls.isLoopback()) {
			return List.of(Finding.ok(ID, "made at this start, which is enough on this machine"));
		}
		return List.of(Finding.warning(ID,
				"mcp.oauth.secret is not set: after a restart, and at another instance, clients are unknown",
				"Set it to the output of: openssl rand -base64 32, the same on all instances"));
	}

}
