package io.github.mcpoauth.authorizationserver.login;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.authorizationserver.user.UserNames;

/**
 * Allows users by the rule of the upstream that they have logged in at. One upstream's
 * list is nothing to another's users: the same name is somebody else there.
 */
public final class UpstreamAllowedUsers implements AllowedUsers {

	private final Map<String, AllowRule> rules;

	/**
	 * Takes the rules of upstreams.
	 * @param upstreams all upstreams
	 */
	public UpstreamAllowedUsers(Collection<LoginUpstream> upstreams) {
		this.rules = upstreams.stream().collect(Collectors.toUnmodifiableMap(LoginUpstream::name, LoginUpstream::rule));
	}

	@Override
	public @Nullable String refusal(Authentication user) {
		String upstream = UserNames.upstreamOf(user);
		if (upstream == null || !(user.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal)) {
			return null;
		}
		AllowRule rule = this.rules.get(upstream);
		return (rule != null) ? rule.refusal(principal.getAttributes())
				: "Accounts of this provider are not accepted any more.";
	}

}
