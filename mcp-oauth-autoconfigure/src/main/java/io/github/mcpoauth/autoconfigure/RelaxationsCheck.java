package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;
import io.github.mcpoauth.resource.EndpointAccess;

/**
 * Which protections are switched off, and what that re-opens.
 *
 * @param properties what is configured
 * @param checks whether refusals name the check
 */
record RelaxationsCheck(McpOAuthProperties properties, CheckNaming checks) implements DoctorCheck {

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		examine("mcp.oauth.resource", this.properties.resource(), findings);
		this.properties.resources()
			.forEach((name, resource) -> examine("mcp.oauth.resources." + name, resource, findings));
		for (Map.Entry<String, McpOAuthProperties.Issuer> issuer : this.properties.issuers().entrySet()) {
			if (issuer.getValue().acceptTokensForOtherResources()) {
				findings.add(audience("mcp.oauth.issuers." + issuer.getKey()));
			}
		}
		if (this.checks.toStrangers()) {
			findings.add(Finding.warning("errors",
					"mcp.oauth.errors.check-header is true: attackers are told which check refused them",
					"Remove the property when you have found out what you look for"));
		}
		return findings;
	}

	private static void examine(String prefix, McpOAuthProperties.Resource resource, List<Finding> findings) {
		if (resource.acceptTokensForOtherResources()) {
			findings.add(audience(prefix));
		}
		if (resource.access() == EndpointAccess.OPEN) {
			findings.add(Finding.warning("access", prefix + ".access is open: whoever reaches the endpoint uses it",
					"Remove the property, unless that is meant"));
		}
	}

	private static Finding audience(String prefix) {
		return Finding.warning("audience",
				prefix + ".accept-tokens-for-other-resources is true: whoever runs another service of the issuer "
						+ "can use its users' tokens here",
				"Have the issuer name this server in \"aud\", and remove the property");
	}

}
