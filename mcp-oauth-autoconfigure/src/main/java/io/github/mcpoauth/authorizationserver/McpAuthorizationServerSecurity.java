package io.github.mcpoauth.authorizationserver;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.DispatcherType;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
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
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetRules;
import io.github.mcpoauth.authorizationserver.client.ClientAuthenticationRules;
import io.github.mcpoauth.authorizationserver.introspection.IntrospectionRules;
import io.github.mcpoauth.authorizationserver.store.RepeatableRefresh;
import io.github.mcpoauth.authorizationserver.token.AdmittedTokenGenerator;
import io.github.mcpoauth.authorizationserver.user.Admission;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.store.StoreOutageFilter;
import io.github.mcpoauth.web.AddressDetails;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.EndpointFilter;
import io.github.mcpoauth.web.ProtocolEndpoint;
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

	/**
	 * Collects what the chain needs.
	 * @param components the parts of the authorization server
	 */
	public McpAuthorizationServerSecurity(AuthorizationServerComponents components) {
		this.components = components;
		this.admission = new Admission(components.logins().allowed());
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
		http.securityMatcher(matcher())
			.cors((cors) -> cors.configurationSource(corsConfiguration()))
			.csrf((csrf) -> csrf.csrfTokenRepository(csrfTokens)
				.ignoringRequestMatchers(PathPatternRequestMatcher.pathPattern(EndpointPaths.LOGOUT)))
			.headers((headers) -> headers.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
			.requestCache((cache) -> cache.requestCache(login.requestCache()))
			.securityContext((context) -> context.securityContextRepository(new LoginSessions()))
			.oauth2AuthorizationServer((server) -> configure(server, clients))
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
		http.addFilterAfter(EndpointFilter.of(sessionPages(interrupted)), UsernamePasswordAuthenticationFilter.class);
	}

	/** The pages for people who are not logged in, or won't be. */
	private Map<String, HttpRequestHandler> sessionPages(RequestCache interrupted) {
		PublicUrls urls = this.components.urls();
		String server = this.components.resources().first().name();
		return Map.of(EndpointPaths.LOGIN, new LoginEndpoint(urls, server, this.components.logins()),
				EndpointPaths.LOGIN_CANCEL,
				new CancelledLoginEndpoint(urls, this.components.registeredClients(), interrupted),
				EndpointPaths.LOGOUT, new LogoutEndpoint(urls, server), EndpointPaths.LOGOUT_CONFIRM,
				new ConfirmedLogoutEndpoint());
	}

	private void addFilters(HttpSecurity http, CsrfTokenRepository csrfTokens, AccessDeniedHandler expired) {
		EndpointFilter ownEndpoints = EndpointFilter.of(ownEndpoints());
		EndpointFilter userInfo = EndpointFilter
			.of(Map.of(EndpointPaths.USERINFO, IntrospectionRules.userInfo(this.components.issued())));
		EndpointFilter pages = EndpointFilter.of(pages());
		http.addFilterAfter(new StoreOutageFilter(requests()), CorsFilter.class)
			.addFilterAfter(ownEndpoints, CorsFilter.class)
			.addFilterAfter(new ProtocolRequestFilter(requests()), CorsFilter.class)
			.addFilterAfter(userInfo, CorsFilter.class)
			.addFilterAfter(IntrospectionRules.byServers(EndpointPaths.INTROSPECT, this.components.issued(),
					this.components.servers()), CorsFilter.class)
			.addFilterAfter(consentCsrfFilter(csrfTokens, expired), CsrfFilter.class)
			.addFilterAfter(pages, AuthorizationFilter.class);
	}

	/** The pages for people who are logged in. */
	private Map<String, HttpRequestHandler> pages() {
		Map<String, HttpRequestHandler> pages = new HashMap<>(Map.of(EndpointPaths.CONSENT,
				new ConsentEndpoint(this.components, this.admission, approvedConsents())));
		if (this.components.grants() != null) {
			Grants grants = new Grants(this.components.grants(), this.components.remembered(), resourceIndicators(),
					this.components.logins().federated(), this.components.events());
			pages.put(EndpointPaths.ACCOUNT, new AccountEndpoint(this.components, grants, this.admission));
		}
		return pages;
	}

	private ApprovedConsents approvedConsents() {
		return new ApprovedConsents(this.components.remembered(), resourceIndicators(),
				(this.components.grants() != null) ? this.components.urls().endpoint(EndpointPaths.ACCOUNT) : null);
	}

	private ResourceIndicators resourceIndicators() {
		return new ResourceIndicators(this.components.resources());
	}

	/**
	 * What authenticates by itself. Where registration is off there is nothing, and no
	 * login that would lead to it.
	 */
	private Map<String, HttpRequestHandler> ownEndpoints() {
		HttpRequestHandler absent = (request, response) -> response.setStatus(HttpStatus.NOT_FOUND.value());
		Map<String, HttpRequestHandler> endpoints = new HashMap<>(
				Map.of(EndpointPaths.REGISTER, absent, EndpointPaths.REGISTRATIONS, absent));
		if (this.components.registration() != null) {
			endpoints.put(EndpointPaths.REGISTER, this.components.registration());
		}
		if (this.components.configuration() != null) {
			endpoints.put(EndpointPaths.REGISTRATIONS, this.components.configuration());
		}
		endpoints.putAll(this.components.additions());
		return endpoints;
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

	private void configure(OAuth2AuthorizationServerConfigurer server, ClientAuthenticationRules clients) {
		ResourceIndicators resourceIndicators = resourceIndicators();
		ConsentRequirement requirement = new ConsentRequirement(this.admission, resourceIndicators,
				this.components.remembered());
		ConsentDecision decision = new ConsentDecision(this.admission, approvedConsents());
		AuthorizationResponseHandler responses = new AuthorizationResponseHandler(this.components.urls().issuer(),
				this.components.registeredClients());
		TokenErrorHandler errors = new TokenErrorHandler();
		AdmittedTokenGenerator tokens = new AdmittedTokenGenerator(this.components.tokenGenerator(), this.admission,
				this.components.authorizations(), this.components.events());
		server.withObjectPostProcessor(AuthorizationRules.withoutSession());
		server.registeredClientRepository(this.components.registeredClients())
			.authorizationService(this.components.authorizations())
			.authorizationConsentService(this.components.consents())
			.tokenGenerator(tokens)
			.authorizationServerSettings(
					AuthorizationServerSettings.builder().issuer(this.components.urls().issuer()).build())
			.clientAuthentication((client) -> client.authenticationConverters(clients::replaceConverters)
				.authenticationProviders(clients::replaceProviders)
				.errorResponseHandler(new ReportedClientFailures(errors, this.components.events())))
			.authorizationEndpoint(
					(authorization) -> authorization.consentPage(this.components.urls().endpoint(EndpointPaths.CONSENT))
						.authorizationRequestConverters((converters) -> {
							TargetRules.applyToAuthorizationRequests(converters, resourceIndicators);
							converters.replaceAll(NavigatedRequest::wrap);
							converters.replaceAll(ParameterCheckingConverter::new);
						})
						.authenticationProviders((providers) -> AuthorizationRules.apply(providers, resourceIndicators,
								requirement, decision))
						.authorizationResponseHandler(responses)
						.errorResponseHandler(responses))
			.tokenEndpoint((token) -> token.accessTokenRequestConverters((converters) -> {
				this.components.assertionGrant().addConverter(converters);
				TargetRules.applyToTokenRequests(converters, resourceIndicators);
			}).authenticationProviders((providers) -> {
				RepeatableRefresh.replaceIn(providers);
				this.components.assertionGrant()
					.addProvider(providers, resourceIndicators, this.admission, this.components.authorizations(),
							tokens, this.components.events());
			})
				.accessTokenResponseHandler(new TokenResponseHandler(this.components.activity()))
				.errorResponseHandler(errors))
			.tokenRevocationEndpoint((revocation) -> revocation.errorResponseHandler(errors))
			.tokenIntrospectionEndpoint((introspection) -> introspection
				.authenticationProviders(
						(providers) -> IntrospectionRules.replaceProviders(providers, this.components.issued()))
				.errorResponseHandler(errors));
	}

	private DispatchedPathMatcher matcher() {
		Set<String> paths = new LinkedHashSet<>(requests().keySet());
		paths.addAll(ownEndpoints().keySet());
		return new DispatchedPathMatcher(paths.toArray(String[]::new));
	}

	private Map<String, ProtocolEndpoint> requests() {
		Map<String, ProtocolEndpoint> requests = new LinkedHashMap<>(EndpointPaths.requests());
		if (this.components.grants() != null) {
			requests.put(EndpointPaths.ACCOUNT, ProtocolEndpoint.page("GET", "POST"));
		}
		if (this.components.logins().federated() != null) {
			requests.putAll(this.components.logins().federated().requests());
		}
		return requests;
	}

	/**
	 * For programs in browsers, without cookies. Not for the endpoints that people visit
	 * (RFC 9700 section 2.6).
	 */
	private static UrlBasedCorsConfigurationSource corsConfiguration() {
		CorsConfiguration everybody = new CorsConfiguration();
		everybody.setAllowedOrigins(List.of(CorsConfiguration.ALL));
		everybody.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
		everybody.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		everybody.setExposedHeaders(List.of("WWW-Authenticate", "Retry-After"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		for (String path : List.of(EndpointPaths.TOKEN, EndpointPaths.REVOKE, EndpointPaths.INTROSPECT,
				EndpointPaths.USERINFO, EndpointPaths.REGISTER, EndpointPaths.REGISTRATIONS, EndpointPaths.JWKS)) {
			source.registerCorsConfiguration(path, everybody);
		}
		return source;
	}

}
