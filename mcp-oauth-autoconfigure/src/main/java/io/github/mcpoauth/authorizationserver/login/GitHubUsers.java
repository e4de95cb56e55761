package io.github.mcpoauth.authorizationserver.login;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;

import io.github.mcpoauth.authorizationserver.user.UserNames;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.upstream.UserApi;

/**
 * Makes users of what GitHub's API says, in the words of OpenID Connect. The number is
 * who a user is: names can be changed, and given to others. Memberships are asked for one
 * by one where a list needs them, which finds those that are in no list of the API.
 */
final class GitHubUsers implements OAuth2UserService<OAuth2UserRequest, OAuth2User> {

	static final String LOGIN = "github_login";

	static final String ORGANIZATIONS = "github_organizations";

	static final String TEAMS = "github_teams";

	/** Attributes that say what GitHub alone can say. */
	static final Set<String> ATTRIBUTES = Set.of(LOGIN, ORGANIZATIONS, TEAMS);

	private final LoginRegistrations registrations;

	private final UserApi api;

	GitHubUsers(LoginRegistrations registrations, UserApi api) {
		this.registrations = registrations;
		this.api = api;
	}

	@Override
	public OAuth2User loadUser(OAuth2UserRequest request) {
		LoginUpstream upstream = this.registrations.upstream(request.getClientRegistration());
		String user = Objects.requireNonNull(upstream.metadata().userInfo()).toString();
		String token = request.getAccessToken().getTokenValue();
		Map<String, @Nullable Object> profile = this.api.object(URI.create(user), token);
		String login = text(profile, "login");
		if (!(profile.get("id") instanceof Number id) || login == null || !login.matches("[A-Za-z0-9_-]+")) {
			throw new UpstreamUnavailableException("GitHub does not say who the user is");
		}
		Map<String, Object> attributes = new LinkedHashMap<>();
		attributes.put("sub", id.toString());
		attributes.put(LOGIN, login);
		attributes.put("preferred_username", login);
		put(attributes, "name", text(profile, "name"));
		String email = email(URI.create(user + "/emails"), token);
		put(attributes, "email", email);
		attributes.put("email_verified", email != null);
		String api = user.substring(0, user.length() - "/user".length());
		attributes.put(ORGANIZATIONS, memberships(upstream.rule().organizations(), token,
				(organization) -> user + "/memberships/orgs/" + organization));
		attributes.put(TEAMS, memberships(upstream.rule().teams(), token, (team) -> {
			String[] names = team.split("/", 2);
			return api + "/orgs/" + names[0] + "/teams/" + names[1] + "/memberships/" + login;
		}));
		attributes.put(UserNames.SUBJECT, UserNames.of(upstream.settings().issuer(), id.toString()));
		attributes.put(UserNames.UPSTREAM, upstream.name());
		return new DefaultOAuth2User(List.of(new SimpleGrantedAuthority("OAUTH2_USER")), attributes, UserNames.SUBJECT);
	}

	/**
	 * The address in the profile is only the one that the user wants to be seen.
	 */
	private @Nullable String email(URI uri, String token) {
		Predicate<Map<?, ?>> primary = (entry) -> Boolean.TRUE.equals(entry.get("primary"))
				&& Boolean.TRUE.equals(entry.get("verified"));
		for (Object element : this.api.list(uri, token)) {
			if (element instanceof Map<?, ?> entry && primary.test(entry)
					&& entry.get("email") instanceof String email) {
				return email;
			}
		}
		return null;
	}

	private List<String> memberships(Set<String> wanted, String token, UnaryOperator<String> location) {
		List<String> memberships = new ArrayList<>();
		for (String name : wanted) {
			Map<String, @Nullable Object> membership = this.api.find(URI.create(location.apply(name)), token);
			// An invitation is a membership as well, which is pending
			if (membership != null && "active".equals(membership.get("state"))) {
				memberships.add(name);
			}
		}
		return memberships;
	}

	private static @Nullable String text(Map<String, @Nullable Object> members, String name) {
		return (members.get(name) instanceof String text && !text.isBlank()) ? text : null;
	}

	private static void put(Map<String, Object> attributes, String name, @Nullable String value) {
		if (value != null) {
			attributes.put(name, value);
		}
	}

}
