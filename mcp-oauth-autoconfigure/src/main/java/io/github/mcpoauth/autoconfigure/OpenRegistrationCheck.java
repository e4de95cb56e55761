package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * Who may become a client, and how fast.
 *
 * @param properties whether clients may register, and with which redirect URIs
 * @param registrations where registrations are
 * @param limited whether there are limits on how many register
 * @param urls where clients reach this server
 */
record OpenRegistrationCheck(McpOAuthProperties.Registration properties, RegistrationProperties registrations,
		boolean limited, PublicUrls urls) implements DoctorCheck {

	private static final String ID = "registration";

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		if (!this.properties.enabled()) {
			findings.add(Finding.ok(ID, "clients can't register"));
		}
		else if (!this.registrations.initialAccessToken().isEmpty()) {
			findings.add(Finding.ok(ID, "clients register with an initial access token"));
		}
		else if (!this.limited && !this.urls.isLoopback()) {
			findings.add(Finding.failure(ID, "everybody may register, as often as the network allows",
					"Set mcp.oauth.rate-limits.enabled=true and a limit on registrations, or "
							+ "mcp.oauth.registration.initial-access-token"));
		}
		else {
			findings.add(Finding.ok(ID,
					"everybody may register" + (this.limited ? ", within limits" : "") + "; registrations are "
							+ (this.registrations.store() == RegistrationProperties.Store.STATELESS
									? "in the client ids"
									: "in " + this.registrations.store().name().toLowerCase(Locale.ROOT))));
		}
		findings.add(Finding.ok("redirect-uris",
				"https, loopback, reverse domain names, and the schemes " + this.properties.privateUseSchemes()));
		return findings;
	}

}
