package io.github.mcpoauth.facade;

import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The keys that the facade hands on, which are the provider's (RFC 7517 section 5).
 */
class FacadeKeysTests {

	@AutoClose
	private final FacadeServer facade = FacadeServer.start();

	@Test
	void keysWhenAskedForThenAreTheProvidersPublicOnes() {
		Reply reply = keys();
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("\"kid\":\"key-1\"").doesNotContain("\"d\":");
	}

	/** A provider's mistake is not spread any further. */
	@Test
	void keysWhenProviderShowsPrivateOnesThenOnlyTheirPublicPart() {
		serve(this.facade.provider().tokens().key());
		Reply reply = keys();
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("\"kid\":\"key-1\"").doesNotContain("\"d\":", "\"p\":");
	}

	@Tag("G18")
	@Test
	void keysWhenProviderHasASymmetricOneThenItIsLeftOut() throws JOSEException {
		serve(this.facade.provider().tokens().key(), new OctetSequenceKeyGenerator(256).keyID("symmetric").generate());
		Reply reply = keys();
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("\"kid\":\"key-1\"").doesNotContain("symmetric", "\"k\":");
	}

	@Tag("FT1")
	@Test
	void keysWhenProviderIsDownThen503AndSoonAgain() {
		this.facade.provider().server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(aResponse().withStatus(500)));
		Reply reply = keys();
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isEqualTo("10");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
	}

	private void serve(JWK... keys) {
		this.facade.provider()
			.server()
			.stubFor(get(urlEqualTo("/idp/keys")).willReturn(okJson(new JWKSet(List.of(keys)).toString(false))));
	}

	private Reply keys() {
		return new Http().get(this.facade.server().url("/oauth2/jwks"));
	}

}
