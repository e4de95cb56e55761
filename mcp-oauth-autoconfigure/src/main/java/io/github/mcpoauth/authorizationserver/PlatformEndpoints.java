package io.github.mcpoauth.authorizationserver;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2TokenIntrospectionEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetRules;
import io.github.mcpoauth.authorizationserver.client.ClientAuthenticationRules;
import io.github.mcpoauth.authorizationserver.introspection.IntrospectionRules;
import io.github.mcpoauth.authorizationserver.store.RepeatableRefresh;
import io.github.mcpoauth.authorizationserver.token.AdmittedTokenGenerator;
import io.github.mcpoauth.authorizationserver.user.Admission;

/**
 * Spring Authorization Server's endpoints with this server's rules in them, one method
 * for each endpoint.
 */
final class PlatformEndpoints implements Customizer<OAuth2AuthorizationServerConfigurer> {

	private final AuthorizationServerComponents components;

	private final Admission admission;

	private final ApprovedConsents approvedConsents;

	private final ClientAuthenticationRules clients;

	private final ResourceIndicators resourceIndicators;

	private final AdmittedTokenGenerator tokens;

	private final TokenErrorHandler errors = new TokenErrorHandler();

	PlatformEndpoints(AuthorizationServerComponents components, Admission admission, ApprovedConsents approvedConsents,
			ClientAuthenticationRules clients) {
		this.components = components;
		this.admission = admission;
		this.approvedConsents = approvedConsents;
		this.clients = clients;
		this.resourceIndicators = components.resourceIndicators();
		this.tokens = new AdmittedTokenGenerator(components.tokenGenerator(), admission, components.authorizations(),
				components.events());
	}

	@Override
	public void customize(OAuth2AuthorizationServerConfigurer server) {
		server.withObjectPostProcessor(AuthorizationRules.withoutSession());
		server.registeredClientRepository(this.components.registeredClients())
			.authorizationService(this.components.authorizations())
			.authorizationConsentService(this.components.consents())
			.tokenGenerator(this.tokens)
			.authorizationServerSettings(
					AuthorizationServerSettings.builder().issuer(this.components.urls().issuer()).build())
			.clientAuthentication(this::authenticateClients)
			.authorizationEndpoint(this::authorize)
			.tokenEndpoint(this::issueTokens)
			.tokenRevocationEndpoint((revocation) -> revocation.errorResponseHandler(this.errors))
			.tokenIntrospectionEndpoint(this::introspect);
	}

	private void authenticateClients(OAuth2ClientAuthenticationConfigurer client) {
		client.authenticationConverters(this.clients::replaceConverters)
			.authenticationProviders(this.clients::replaceProviders)
			.errorResponseHandler(new ReportedClientFailures(this.errors, this.components.events()));
	}

	private void authorize(OAuth2AuthorizationEndpointConfigurer authorization) {
		ConsentRequirement requirement = new ConsentRequirement(this.admission, this.resourceIndicators,
				this.components.remembered());
		ConsentDecision decision = new ConsentDecision(this.admission, this.approvedConsents);
		AuthorizationResponseHandler responses = new AuthorizationResponseHandler(this.components.urls().issuer(),
				this.components.registeredClients());
		authorization.consentPage(this.components.urls().endpoint(EndpointPaths.CONSENT))
			.authorizationRequestConverters((converters) -> {
				TargetRules.applyToAuthorizationRequests(converters, this.resourceIndicators);
				converters.replaceAll(NavigatedRequest::wrap);
				converters.replaceAll(ParameterCheckingConverter::new);
			})
			.authenticationProviders(
					(providers) -> AuthorizationRules.apply(providers, this.resourceIndicators, requirement, decision))
			.authorizationResponseHandler(responses)
			.errorResponseHandler(responses);
	}

	private void issueTokens(OAuth2TokenEndpointConfigurer token) {
		token.accessTokenRequestConverters((converters) -> {
			this.components.assertionGrant().addConverter(converters);
			TargetRules.applyToTokenRequests(converters, this.resourceIndicators);
		}).authenticationProviders((providers) -> {
			RepeatableRefresh.replaceIn(providers);
			this.components.assertionGrant()
				.addProvider(providers, this.resourceIndicators, this.admission, this.components.authorizations(),
						this.tokens, this.components.events());
		})
			.accessTokenResponseHandler(new TokenResponseHandler(this.components.activity()))
			.errorResponseHandler(this.errors);
	}

	private void introspect(OAuth2TokenIntrospectionEndpointConfigurer introspection) {
		introspection
			.authenticationProviders(
					(providers) -> IntrospectionRules.replaceProviders(providers, this.components.issued()))
			.errorResponseHandler(this.errors);
	}

}
