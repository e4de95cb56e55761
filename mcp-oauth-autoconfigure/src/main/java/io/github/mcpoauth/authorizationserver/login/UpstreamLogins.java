package io.github.mcpoauth.authorizationserver.login;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import io.github.mcpoauth.authorizationserver.FederatedLogins;
import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.upstream.UserApi;
import io.github.mcpoauth.web.ProtocolEndpoint;

/**
 * Logins at upstreams, each with a path where it begins and one where it comes back to.
 */
public final class UpstreamLogins implements FederatedLogins {

	private final Map<String, LoginUpstream> upstreams = new LinkedHashMap<>();

	private final PublicUrls urls;

	private final UserApi api;

	private final TokenKeeper keeper;

	private final AllowedUsers allowed;

	/**
	 * Makes the logins; nothing is fetched yet.
	 * @param upstreams where users can log in, at least one
	 * @param urls where this application is reached
	 * @param api tells who users are
	 * @param keeper keeps tokens of those who may go on
	 * @param allowed who may go on
	 */
	public UpstreamLogins(Collection<LoginUpstream> upstreams, PublicUrls urls, UserApi api, TokenKeeper keeper,
			AllowedUsers allowed) {
		upstreams.forEach((upstream) -> this.upstreams.put(upstream.name(), upstream));
		this.urls = urls;
		this.api = api;
		this.keeper = keeper;
		this.allowed = allowed;
	}

	@Override
	public List<Choice> choices() {
		return this.upstreams.values().stream().map(LoginUpstream::choice).toList();
	}

	@Override
	public Map<String, ProtocolEndpoint> requests() {
		Map<String, ProtocolEndpoint> requests = new LinkedHashMap<>();
		for (String name : this.upstreams.keySet()) {
			requests.put(LoginPaths.start(name), ProtocolEndpoint.page("GET"));
			requests.put(LoginPaths.callback(name), ProtocolEndpoint.page("GET"));
		}
		return requests;
	}

	@Override
	public void applyTo(HttpSecurity http, AuthenticationSuccessHandler success, AuthenticationFailureHandler failure) {
		http.with(new LoginConfigurer(this.upstreams, new LoginRegistrations(this.upstreams, this.urls), this.api,
				new LoginTokens(this.upstreams, this.keeper, this.allowed), success,
				new LoginFailures(this.upstreams, failure)), (configurer) -> {
				});
	}

	@Override
	public void forget(String principalName) {
		this.keeper.remove(principalName);
	}

}
