package io.github.mcpoauth.authorizationserver.login;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.upstream.UserApi;
import io.github.mcpoauth.web.EndpointFilter;

/**
 * Adds the login at upstreams to a chain. The platform's own configurer would take what
 * the application has for logins of its own (user services, decoders, registrations), and
 * connect to upstreams without this library's limits.
 */
final class LoginConfigurer extends AbstractHttpConfigurer<LoginConfigurer, HttpSecurity> {

	private final Map<String, LoginUpstream> upstreams;

	private final LoginRegistrations registrations;

	private final UserApi api;

	private final LoginTokens tokens;

	private final AuthenticationSuccessHandler success;

	private final AuthenticationFailureHandler failure;

	LoginConfigurer(Map<String, LoginUpstream> upstreams, LoginRegistrations registrations, UserApi api,
			LoginTokens tokens, AuthenticationSuccessHandler success, AuthenticationFailureHandler failure) {
		this.upstreams = upstreams;
		this.registrations = registrations;
		this.api = api;
		this.tokens = tokens;
		this.success = success;
		this.failure = failure;
	}

	@Override
	public void configure(HttpSecurity http) {
		LoginRequests underWay = new LoginRequests(this.upstreams);
		CallbackFilter callback = new CallbackFilter(this.registrations, this.tokens);
		callback.setAuthenticationManager(authenticationManager());
		callback.setAuthorizationRequestRepository(underWay);
		callback.setAuthenticationSuccessHandler(this.success);
		callback.setAuthenticationFailureHandler(this.failure);
		callback.setSecurityContextRepository(http.getSharedObject(SecurityContextRepository.class));
		// A new session identifier for who has logged in, and a new CSRF token
		callback.setSessionAuthenticationStrategy(http.getSharedObject(SessionAuthenticationStrategy.class));
		Map<String, HttpRequestHandler> starts = new LinkedHashMap<>();
		this.upstreams.forEach((name, upstream) -> starts.put(LoginPaths.start(name),
				new LoginStart(upstream, this.registrations, underWay, this.failure)));
		http.addFilterBefore(EndpointFilter.of(starts), UsernamePasswordAuthenticationFilter.class)
			.addFilterBefore(callback, UsernamePasswordAuthenticationFilter.class);
	}

	/**
	 * The first does without OpenID Connect and passes over what is, the second the other
	 * way round.
	 */
	private AuthenticationManager authenticationManager() {
		CodeExchange exchange = new CodeExchange(this.registrations);
		OidcAuthorizationCodeAuthenticationProvider oidc = new OidcAuthorizationCodeAuthenticationProvider(exchange,
				new OidcUsers(this.registrations, this.api));
		oidc.setJwtDecoderFactory(new IdTokens(this.registrations));
		return new ProviderManager(
				new OAuth2LoginAuthenticationProvider(exchange, new GitHubUsers(this.registrations, this.api)), oidc);
	}

}
