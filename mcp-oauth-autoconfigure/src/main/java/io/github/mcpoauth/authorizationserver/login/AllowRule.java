package io.github.mcpoauth.authorizationserver.login;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Who may go on of those who log in at one upstream. Each list that is not empty has to
 * have the user: who needs exceptions writes an {@code AllowedUsers} bean. Immutable.
 *
 * @param users {@code sub} values, verified e-mail addresses, and for GitHub user names
 * @param emailDomains what stands behind the sign of a verified e-mail address
 * @param claims accepted values of attributes, by their names; a name with dots leads
 * into objects
 * @param organizations GitHub organizations
 * @param teams GitHub teams, as {@code organization/team}
 */
public record AllowRule(Set<String> users, Set<String> emailDomains, Map<String, Set<String>> claims,
		Set<String> organizations, Set<String> teams) {

	public AllowRule {
		users = Set.copyOf(users);
		emailDomains = lowerCase(emailDomains);
		claims = claims.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (claim) -> Set.copyOf(claim.getValue())));
		organizations = lowerCase(organizations);
		teams = lowerCase(teams);
	}

	/** Domains and names of organizations are the same in either case. */
	private static Set<String> lowerCase(Set<String> values) {
		return values.stream().map((value) -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Whether everybody may go on.
	 * @return whether no list has an entry
	 */
	public boolean isEmpty() {
		return this.users.isEmpty() && this.emailDomains.isEmpty() && this.claims.isEmpty()
				&& this.organizations.isEmpty() && this.teams.isEmpty();
	}

	/**
	 * Why a user may not go on.
	 * @param attributes what is known of the user
	 * @return a sentence for the user, or {@code null}
	 */
	@Nullable String refusal(Map<String, Object> attributes) {
		String email = verifiedEmail(attributes);
		if (!this.users.isEmpty() && this.users.stream().noneMatch((user) -> isNameOf(user, attributes, email))) {
			return "This account is not one of those that were given access.";
		}
		if (!this.emailDomains.isEmpty() && email == null) {
			return "This account has no e-mail address that its provider says is verified.";
		}
		if (!this.emailDomains.isEmpty() && email != null
				&& !this.emailDomains.contains(email.substring(email.lastIndexOf('@') + 1))) {
			return "The e-mail address of this account is of a domain that was not given access.";
		}
		if (!matches(attributes, GitHubUsers.ORGANIZATIONS, this.organizations)) {
			return "This account is not a member of an organization that was given access.";
		}
		if (!matches(attributes, GitHubUsers.TEAMS, this.teams)) {
			return "This account is not a member of a team that was given access.";
		}
		boolean inGroup = this.claims.entrySet()
			.stream()
			.allMatch((claim) -> matches(attributes, claim.getKey(), claim.getValue()));
		return inGroup ? null : "This account is not in a group that was given access.";
	}

	/**
	 * A {@code sub} is compared as it is: with letters in another case it is somebody
	 * else's.
	 */
	private static boolean isNameOf(String user, Map<String, Object> attributes, @Nullable String email) {
		return user.equals(attributes.get("sub")) || user.equalsIgnoreCase(email)
				|| (attributes.get(GitHubUsers.LOGIN) instanceof String login && user.equalsIgnoreCase(login));
	}

	private static @Nullable String verifiedEmail(Map<String, Object> attributes) {
		// Cognito writes the boolean as a string
		boolean verified = "true".equals(String.valueOf(attributes.get("email_verified")));
		return (verified && attributes.get("email") instanceof String email && email.indexOf('@') > 0)
				? email.toLowerCase(Locale.ROOT) : null;
	}

	private static boolean matches(Map<String, Object> attributes, String name, Set<String> accepted) {
		return accepted.isEmpty() || values(attributes, name).stream().anyMatch(accepted::contains);
	}

	private static Set<String> values(Map<?, ?> attributes, String name) {
		Object value = attributes.get(name);
		int dot = name.indexOf('.');
		if (value == null && dot > 0 && attributes.get(name.substring(0, dot)) instanceof Map<?, ?> object) {
			return values(object, name.substring(dot + 1));
		}
		Collection<?> all = (value instanceof Collection<?> list) ? list : (value != null) ? List.of(value) : List.of();
		return all.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
	}

}
