package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWKSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.MutableClock;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.upstream.IntrospectionLimit;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.UpstreamMetadata;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the tokens of a stolen key that was withdrawn are refused, if nothing else makes
 * anybody look at the keys: those that are remembered keep others from being looked at.
 */
@Tag("FT8")
@Tag("H6")
class WithdrawnKeyTests {

	@AutoClose
	private final TestProvider provider = new TestProvider(FacadeServer.RESOURCE);

	@AutoClose
	private final TestProvider partner = new TestProvider(FacadeServer.RESOURCE);

	@AutoClose
	private TestServer server;

	@ParameterizedTest
	@ValueSource(strings = { "resource-server", "facade" })
	void callWhenKeyWasWithdrawnFiveMinutesAgoThenRememberedTokenIsRefused(String mode) {
		start("mcp.oauth.mode=" + mode);
		assertRefusedAfterFiveMinutes(this.provider);
	}

	@ParameterizedTest
	@ValueSource(strings = { "resource-server", "authorization-server" })
	void callWhenItWasAKeyOfAFurtherIssuerThenTheSame(String mode) {
		start("mcp.oauth.mode=" + mode, "mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer());
		assertRefusedAfterFiveMinutes(this.partner);
	}

	/** Who comes with a token of one issuer doesn't wait for another. */
	@Test
	void callWhenAnotherIssuerIsSlowThenVerifiedAnewMeanwhile() {
		start("mcp.oauth.mode=resource-server", "mcp.oauth.issuers.partner.issuer-uri=" + this.partner.issuer());
		String token = this.provider.tokens().valid();
		assertThat(call(token)).isEqualTo(200);
		assertThat(call(this.partner.tokens().valid())).isEqualTo(200);
		this.partner.server()
			.stubFor(get(urlEqualTo("/idp/keys"))
				.willReturn(okJson(new JWKSet(this.partner.tokens().key()).toString()).withFixedDelay(60_000)));
		advance(Duration.ofMinutes(6));
		for (int i = 0; i < 3; i++) {
			assertThat(call(token)).isEqualTo(200);
		}
		Awaitility.await()
			.untilAsserted(() -> this.partner.server().verify(2, getRequestedFor(urlEqualTo("/idp/keys"))));
	}

	private void assertRefusedAfterFiveMinutes(TestProvider issuer) {
		String token = issuer.tokens().valid();
		assertThat(call(token)).isEqualTo(200);
		issuer.publish(TestTokens.key("another", 2048));
		advance(Duration.ofMinutes(5));
		assertThat(call(token)).isEqualTo(200);
		advance(Duration.ofMillis(1));
		assertThat(call(token)).isEqualTo(401);
	}

	private void start(String... properties) {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class, Ageing.class },
				FacadeServer.properties(this.provider, properties));
	}

	private void advance(Duration duration) {
		this.server.bean(MutableClock.class).advance(duration);
	}

	private int call(String token) {
		return FacadeFlow.callMcp(this.server, token).status();
	}

	/**
	 * Has keys grow as old as the test wants.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Ageing {

		@Bean
		MutableClock ageOfKeys() {
			return new MutableClock();
		}

		@Bean
		static BeanPostProcessor ageing(ObjectProvider<UpstreamMetadata> metadata, ObjectProvider<HttpFetcher> fetcher,
				ObjectProvider<McpOAuthPropertiesMapper> mapper, ObjectProvider<IntrospectionLimit> limit,
				ObjectProvider<MutableClock> clock) {
			Supplier<UpstreamKeys> keys = () -> new UpstreamKeys(
					new IssuerKeys(metadata.getObject(), fetcher.getObject(), clock.getObject()));
			Supplier<TokenIssuers> issuers = () -> new TokenIssuers(mapper.getObject(), fetcher, limit.getObject(),
					clock.getObject());
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof UpstreamKeys) ? keys.get()
							: (bean instanceof TokenIssuers) ? issuers.get() : bean;
				}

			};
		}

	}

}
