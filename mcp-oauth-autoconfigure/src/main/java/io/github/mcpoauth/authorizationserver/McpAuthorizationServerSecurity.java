package io.github.mcpoauth.authorizationserver;

import java.util.List;

import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.authorizationserver.client.ClientAuthenticationRules;
import io.github.mcpoauth.authorizationserver.introspection.IntrospectionRules;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.store.StoreOutageFilter;
import io.github.mcpoauth.web.AddressDetails;
import io.github.mcpoauth.web.ClientCors;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.EndpointFilter;
import io.github.mcpoauth.web.ProtocolRequestFilter;

/**
 * Makes a security filter chain the one of the authorization server: Spring Authorization
 * Server's endpoints, registration in front of them, login and consent pages behind. Only
 * the endpoints that are named in the metadata, and the pages, belong to the chain; the
 * platform's others are left out.
 */
public final class McpAuthorizationServerSecurity {

	private final AuthorizationServerComponents components;

	private final Admission admission;

	private final ApprovedConsents approvedConsents;

	private final ServedEndpoints endpoints;

	/**
	 * Collects what the chain needs.
	 * @param components the parts of the authorization server
	 */
	public McpAuthorizationServerSecurity(AuthorizationServerComponents components) {
		this.components = components;
		this.admission = new Admission(components.logins().allowed());
		this.approvedConsents = new ApprovedConsents(components.remembered(), components.resourceIndicators(),
				(components.grants() != null) ? components.urls().endpoint(EndpointPaths.ACCOUNT) : null);
		this.endpoints = new ServedEndpoints(components, this.admission, this.approvedConsents);
	}

	/**
	 * Configures a chain.
	 * @param http the chain's builder, fresh
	 */
	public void applyTo(HttpSecurity http) {
		LoginFlow login = new LoginFlow(this.components.urls(), this.components.logins(),
				!this.components.remembered().isOff());
		CsrfTokenRepository csrfTokens = new HttpSessionCsrfTokenRepository();
		AccessDeniedHandler expired = new ExpiredPageHandler();
		ClientAuthenticationRules clients = new ClientAuthenticationRules(http, this.components.registeredClients(),
				this.components.clients(), this.components.assertions());
		http.securityMatcher(new DispatchedPathMatcher(this.endpoints.paths().toArray(String[]::new)))
			.cors((cors) -> cors.configurationSource(corsConfiguration()))
			.csrf((csrf) -> csrf.csrfTokenRepository(csrfTokens)
				.ignoringRequestMatchers(PathPatternRequestMatcher.pathPattern(EndpointPaths.LOGOUT)))
			.headers((headers) -> headers.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
			.requestCache((cache) -> cache.requestCache(login.requestCache()))
			.securityContext((context) -> context.securityContextRepository(new LoginSessions()))
			.oauth2AuthorizationServer(
					new PlatformEndpoints(this.components, this.admission, this.approvedConsents, clients))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(login).accessDeniedHandler(expired))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.authenticated());
		addLogins(http, login);
		addFilters(http, csrfTokens, expired);
		http.addFilterBefore(new LoginBeforeLookupFilter(login), LogoutFilter.class);
	}

	private void addLogins(HttpSecurity http, LoginFlow login) {
		AuthorizationServerComponents.Logins logins = this.components.logins();
		RequestCache interrupted = login.requestCache();
		if (logins.local()) {
			http.formLogin((form) -> form.loginPage(EndpointPaths.LOGIN)
				.loginProcessingUrl(EndpointPaths.LOGIN)
				.authenticationDetailsSource(new AddressDetails())
				.successHandler(login)
				.failureHandler(login));
		}
		if (logins.federated() != null) {
			logins.federated()
				.applyTo(http, login, new FailedLoginHandler(this.components.urls(),
						this.components.registeredClients(), interrupted));
		}
		http.addFilterAfter(EndpointFilter.of(this.endpoints.withoutLogin(interrupted)),
				UsernamePasswordAuthenticationFilter.class);
	}

	private void addFilters(HttpSecurity http, CsrfTokenRepository csrfTokens, AccessDeniedHandler expired) {
		http.addFilterAfter(new StoreOutageFilter(this.endpoints.requests()), CorsFilter.class)
			.addFilterAfter(EndpointFilter.of(this.endpoints.selfAuthenticating()), CorsFilter.class)
			.addFilterAfter(new ProtocolRequestFilter(this.endpoints.requests()), CorsFilter.class)
			.addFilterAfter(EndpointFilter.of(this.endpoints.withToken()), CorsFilter.class)
			.addFilterAfter(IntrospectionRules.byServers(EndpointPaths.INTROSPECT, this.components.issued(),
					this.components.servers()), CorsFilter.class)
			.addFilterAfter(consentCsrfFilter(csrfTokens, expired), CsrfFilter.class)
			.addFilterAfter(EndpointFilter.of(this.endpoints.withLogin()), AuthorizationFilter.class);
	}

	/**
	 * Spring Authorization Server takes its endpoints out of CSRF protection, the
	 * decision on the consent page with them. Its {@code state} is hard to guess, but it
	 * also stands in the URL of the page.
	 */
	private static CsrfFilter consentCsrfFilter(CsrfTokenRepository csrfTokens, AccessDeniedHandler expired) {
		CsrfFilter filter = new CsrfFilter(csrfTokens);
		filter.setBeanName("consentCsrfFilter");
		filter.setAccessDeniedHandler(expired);
		PathPatternRequestMatcher post = PathPatternRequestMatcher.withDefaults()
			.matcher(HttpMethod.POST, EndpointPaths.AUTHORIZE);
		filter.setRequireCsrfProtectionMatcher(
				(request) -> post.matches(request) && request.getParameter("response_type") == null);
		return filter;
	}

	private static CorsConfigurationSource corsConfiguration() {
		return ClientCors.at(
				List.of(EndpointPaths.TOKEN, EndpointPaths.REVOKE, EndpointPaths.INTROSPECT, EndpointPaths.USERINFO,
						EndpointPaths.REGISTER, EndpointPaths.REGISTRATIONS, EndpointPaths.JWKS),
				"GET", "POST", "PUT", "DELETE");
	}

}
