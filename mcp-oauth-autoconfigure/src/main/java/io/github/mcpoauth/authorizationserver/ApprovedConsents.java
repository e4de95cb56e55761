package io.github.mcpoauth.authorizationserver;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.consent.ConsentPrompt;
import io.github.mcpoauth.core.RedirectUri;

/**
 * What becomes of an approval: it is remembered, unless anybody could pretend to be the
 * client.
 */
final class ApprovedConsents {

	private final RememberedConsents remembered;

	private final ResourceIndicators resources;

	private final @Nullable String accountUrl;

	ApprovedConsents(RememberedConsents remembered, ResourceIndicators resources, @Nullable String accountUrl) {
		this.remembered = remembered;
		this.resources = resources;
		this.accountUrl = accountUrl;
	}

	/** What the page has to say of it. */
	ConsentPrompt.Memory announce(RegisteredClient client, RedirectUri redirectUri) {
		if (this.remembered.isOff()) {
			return ConsentPrompt.Memory.NONE;
		}
		boolean assured = AssuredClient.isAssured(client, redirectUri);
		Duration timeToLive = assured ? this.remembered.timeToLive() : null;
		return new ConsentPrompt.Memory(timeToLive, !assured, this.accountUrl);
	}

	void approved(String principalName, RegisteredClient client, OAuth2AuthorizationRequest request,
			RedirectUri redirectUri, Set<String> scopes) {
		if (!this.remembered.isOff() && AssuredClient.isAssured(client, redirectUri)) {
			this.remembered.add(GrantKey.of(principalName, client.getId(), redirectUri,
					this.resources.of(request).identifier().toString()), client, scopes);
		}
	}

}
