package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Recognizing a provider, and what is known about it.
 */
class UpstreamProviderTests {

	@ParameterizedTest
	@CsvSource({ "https://login.microsoftonline.com/common/v2.0, ENTRA",
			"https://LOGIN.microsoftonline.us/tenant/v2.0, ENTRA",
			"https://login.partner.microsoftonline.cn/tenant/v2.0, ENTRA", "https://sts.windows.net/tenant/, ENTRA",
			"https://contoso.ciamlogin.com/tenant/v2.0, ENTRA", "https://accounts.google.com, GOOGLE",
			"https://dev-1.okta.com/oauth2/default, OKTA", "https://dev-1.oktapreview.com, OKTA",
			"https://x.eu.auth0.com/, AUTH0", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x, COGNITO",
			"https://x.zitadel.cloud, ZITADEL", "https://sso.example.com/realms/main, KEYCLOAK",
			"https://sso.example.com/auth/realms/main, KEYCLOAK", "https://idp.example.com, GENERIC",
			"https://login.microsoftonline.com.evil.example/v2.0, GENERIC", "https://notokta.com, GENERIC",
			"https://accounts.google.com.example, GENERIC", "https://cognito-idp.evil.amazonaws.com.example/, GENERIC",
			"https://sso.example.com/realms/main/more, GENERIC" })
	void providerWhenRecognizedThenByItsIssuer(String issuer, UpstreamProvider provider) {
		assertThat(UpstreamProvider.of(issuer)).isEqualTo(provider);
	}

	@ParameterizedTest
	@CsvSource({
			"https://login.microsoftonline.com/t/v2.0, https://login.microsoftonline.com/t/oauth2/v2.0/authorize, https://login.microsoftonline.com/t/oauth2/v2.0/token, https://login.microsoftonline.com/t/discovery/v2.0/keys",
			"https://x.okta.com/oauth2/default, https://x.okta.com/oauth2/default/v1/authorize, https://x.okta.com/oauth2/default/v1/token, https://x.okta.com/oauth2/default/v1/keys",
			"https://x.okta.com, https://x.okta.com/oauth2/v1/authorize, https://x.okta.com/oauth2/v1/token, https://x.okta.com/oauth2/v1/keys",
			"https://x.auth0.com/, https://x.auth0.com/authorize, https://x.auth0.com/oauth/token, https://x.auth0.com/.well-known/jwks.json",
			"https://accounts.google.com, https://accounts.google.com/o/oauth2/v2/auth, https://oauth2.googleapis.com/token, https://www.googleapis.com/oauth2/v3/certs",
			"https://k.example/realms/m, https://k.example/realms/m/protocol/openid-connect/auth, https://k.example/realms/m/protocol/openid-connect/token, https://k.example/realms/m/protocol/openid-connect/certs",
			"https://x.zitadel.cloud, https://x.zitadel.cloud/oauth/v2/authorize, https://x.zitadel.cloud/oauth/v2/token, https://x.zitadel.cloud/oauth/v2/keys" })
	void layoutWhenProviderIsKnownThenItsOwn(String issuer, String authorization, String token, String jwks) {
		EndpointSet layout = KnownLayouts.of(UpstreamProvider.of(issuer), issuer);
		assertThat(layout.authorization()).hasToString(authorization);
		assertThat(layout.token()).hasToString(token);
		assertThat(layout.jwks()).hasToString(jwks);
	}

	@Test
	void layoutWhenItCanNotBeKnownThenNone() {
		assertThat(KnownLayouts.of(UpstreamProvider.GENERIC, "https://idp.example")).isEqualTo(EndpointSet.NONE);
		assertThat(KnownLayouts.of(UpstreamProvider.ENTRA, "https://sts.windows.net/t/")).isEqualTo(EndpointSet.NONE);
		assertThat(KnownLayouts.of(UpstreamProvider.COGNITO, "https://c.example/pool").isComplete()).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void quirksWhenOfAnyProviderThenPkceIsOn(UpstreamProvider provider) {
		assertThat(ProviderDefaults.of(provider, "https://idp.example", null).pkce()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({
			"https://login.microsoftonline.com/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, https://login.microsoftonline.com/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, true",
			"https://login.microsoftonline.com/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, https://sts.windows.net/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, true",
			"https://login.microsoftonline.com/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, https://sts.windows.net/00000000-7d0e-4a52-8f6e-0d9a1c2b3e4f/, false",
			"https://login.partner.microsoftonline.cn/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, https://sts.chinacloudapi.cn/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, true",
			"https://login.microsoftonline.com/common/v2.0, https://login.microsoftonline.com/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, true",
			"https://login.microsoftonline.com/common/v2.0, https://sts.windows.net/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, true",
			"https://login.microsoftonline.com/common/v2.0, https://login.microsoftonline.com/x/evil/v2.0, false",
			"https://login.microsoftonline.com/common/v2.0, https://login.microsoftonline.com/{tenantid}/v2.0, false",
			"https://login.microsoftonline.com/common/v2.0, https://evil.example/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/v2.0, false",
			"https://idp.example, https://idp.example, true", "https://idp.example, https://idp.example/, false",
			"https://idp.example, https://IDP.example, false" })
	void tokenIssuerWhenComparedThenOnlyATenantMayVary(String issuer, String iss, boolean accepted) {
		UpstreamProvider provider = UpstreamProvider.of(issuer);
		UpstreamSettings settings = new UpstreamSettings(issuer, provider, ProviderDefaults.of(provider, issuer, null),
				null, EndpointSet.NONE, Set.of(), Duration.ofHours(1), null);
		assertThat(settings.tokenIssuer().test(iss)).isEqualTo(accepted);
	}

}
