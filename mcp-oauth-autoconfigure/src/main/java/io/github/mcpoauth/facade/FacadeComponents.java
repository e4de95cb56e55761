package io.github.mcpoauth.facade;

import java.time.Clock;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.ClientActivity;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientConfigurationEndpoint;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.upstream.UpstreamClient;

/**
 * The parts that the facade is put together from.
 *
 * @param urls where this application is reached
 * @param resources the resources that tokens are for
 * @param clients finds clients
 * @param assertions verifies what clients authenticate with
 * @param registration registers clients, or {@code null} if that is off
 * @param configuration lets clients manage their registrations, or {@code null} if that
 * is off
 * @param activity is told who got a token
 * @param consentPage asks for consent
 * @param upstream talks to the identity provider
 * @param upstreamKeys the keys that the provider signs with
 * @param verifier says whether the resource will accept a token
 * @param sealer seals what travels
 * @param clock tells what has expired
 * @param events is told what happens to clients, consents and tokens
 */
public record FacadeComponents(PublicUrls urls, ProtectedResources resources, Clients clients,
		ClientAssertions assertions, @Nullable ClientRegistrationEndpoint registration,
		@Nullable ClientConfigurationEndpoint configuration, ClientActivity activity, ConsentPage consentPage,
		UpstreamClient upstream, JWKSource<SecurityContext> upstreamKeys, AccessTokenVerifier verifier, Sealer sealer,
		Clock clock, OAuthEventPublisher events) {

	SealedFields sealedFields() {
		return new SealedFields(this.sealer, this.clock);
	}

	String callback() {
		return this.urls.endpoint(FacadePaths.CALLBACK);
	}

}
