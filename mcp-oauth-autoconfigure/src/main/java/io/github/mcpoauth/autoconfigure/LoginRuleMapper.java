package io.github.mcpoauth.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.mcpoauth.authorizationserver.login.AllowRule;

/**
 * Maps the lists of who may log in, and refuses entries that nobody could be meant by: a
 * list that lets nobody in is noticed, one that was meant otherwise may not be.
 */
final class LoginRuleMapper {

	private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

	private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9_-]+");

	private static final Pattern TEAM = Pattern.compile("[A-Za-z0-9_-]+/[A-Za-z0-9_-]+");

	private final String prefix;

	private final LoginProperties.Login login;

	private final boolean github;

	LoginRuleMapper(String prefix, LoginProperties.Login login, boolean github) {
		this.prefix = prefix;
		this.login = login;
		this.github = github;
	}

	/**
	 * Whether GitHub has to be asked for memberships.
	 */
	boolean needsMemberships() {
		return !this.login.allowedOrganizations().isEmpty() || !this.login.allowedTeams().isEmpty();
	}

	AllowRule asRule() {
		if (!this.github && needsMemberships()) {
			throw refuse(this.login.allowedOrganizations().isEmpty() ? "allowed-teams" : "allowed-organizations", "",
					"organizations and teams are GitHub's, which this provider is not",
					"Set the provider to github, or use allowed-claims for groups");
		}
		return new AllowRule(values("allowed-users", this.login.allowedUsers()),
				matching("allowed-email-domains", this.login.allowedEmailDomains(), DOMAIN, "it is not a domain",
						"Write what stands behind the @: example.com"),
				claims(),
				matching("allowed-organizations", this.login.allowedOrganizations(), ORGANIZATION,
						"it is not the name of an organization", "Write the name as it stands in its URL"),
				matching("allowed-teams", this.login.allowedTeams(), TEAM, "it is not the name of a team",
						"Write organization/team, as it stands in the team's URL"));
	}

	private Map<String, Set<String>> claims() {
		Map<String, Set<String>> claims = new LinkedHashMap<>();
		this.login.allowedClaims()
			.forEach((claim, values) -> claims.put(claim, values("allowed-claims." + claim, values)));
		claims.forEach((claim, values) -> {
			if (values.isEmpty()) {
				throw refuse("allowed-claims." + claim, "", "it lists no value", "List the values to accept");
			}
		});
		return claims;
	}

	/**
	 * A value that is there and empty comes from a placeholder without a value: it must
	 * not open the door.
	 */
	private Set<String> values(String name, Collection<String> configured) {
		for (String value : configured) {
			if (value.isBlank()) {
				throw refuse(name, value, "an entry is empty", "Remove it, or set what it was to come from");
			}
		}
		return new LinkedHashSet<>(UpstreamPropertiesMapper.stripped(configured));
	}

	private Set<String> matching(String name, List<String> configured, Pattern pattern, String problem, String fix) {
		Set<String> values = values(name, configured);
		for (String value : values) {
			if (!pattern.matcher(value).matches()) {
				throw refuse(name, value, problem, fix);
			}
		}
		return values;
	}

	private McpOAuthConfigurationException refuse(String name, String value, String reason, String fix) {
		return new McpOAuthConfigurationException(this.prefix + name, value, reason, fix);
	}

}
