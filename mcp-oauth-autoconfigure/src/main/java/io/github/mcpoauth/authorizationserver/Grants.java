package io.github.mcpoauth.authorizationserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.store.UserAuthorizations;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * What people have granted, and how they take it back. Whatever is done is done to the
 * grants of the person who is named: an identifier of somebody else's finds nothing.
 */
final class Grants {

	private final UserAuthorizations authorizations;

	private final RememberedConsents remembered;

	private final ResourceIndicators resources;

	private final @Nullable FederatedLogins logins;

	private final OAuthEventPublisher events;

	Grants(UserAuthorizations authorizations, RememberedConsents remembered, ResourceIndicators resources,
			@Nullable FederatedLogins logins, OAuthEventPublisher events) {
		this.authorizations = authorizations;
		this.remembered = remembered;
		this.resources = resources;
		this.logins = logins;
		this.events = events;
	}

	/** What a person has granted that is good, the latest first. */
	List<Grant> of(String principalName) {
		return all(principalName).stream().filter(Grant::isLive).sorted(Grant.latestFirst()).toList();
	}

	private List<Grant> all(String principalName) {
		Map<GrantKey, List<OAuth2Authorization>> authorizations = new LinkedHashMap<>();
		for (OAuth2Authorization authorization : this.authorizations.findByPrincipalName(principalName)) {
			GrantKey key = key(authorization);
			if (key != null) {
				authorizations.computeIfAbsent(key, (unused) -> new ArrayList<>()).add(authorization);
			}
		}
		Map<GrantKey, RememberedConsent> consents = new LinkedHashMap<>();
		this.remembered.of(principalName).forEach((consent) -> consents.put(consent.key(), consent));
		Set<GrantKey> keys = new LinkedHashSet<>(authorizations.keySet());
		keys.addAll(consents.keySet());
		return keys.stream()
			.map((key) -> new Grant(key, authorizations.getOrDefault(key, List.of()), consents.get(key)))
			.toList();
	}

	private @Nullable GrantKey key(OAuth2Authorization authorization) {
		OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		if (request == null || request.getRedirectUri() == null) {
			return null;
		}
		Object asked = request.getAdditionalParameters().get(ResourceIndicators.PARAMETER);
		TargetResource resource = this.resources.requested(asked);
		return GrantKey.of(authorization.getPrincipalName(), authorization.getRegisteredClientId(),
				RedirectUri.parse(request.getRedirectUri()),
				// One that is gone by now still says what was granted
				(resource != null) ? resource.identifier().toString() : String.valueOf(asked));
	}

	/** Ends one grant, if the person has it. */
	void revoke(String principalName, String id) {
		all(principalName).stream().filter((grant) -> grant.key().id().equals(id)).forEach(this::end);
		forgetWithoutGrants(principalName);
	}

	void revokeAll(String principalName) {
		all(principalName).forEach(this::end);
		forgetWithoutGrants(principalName);
	}

	/** Nobody is left who could use what else is kept of the user. */
	private void forgetWithoutGrants(String principalName) {
		if (this.logins != null && of(principalName).isEmpty()) {
			this.logins.forget(principalName);
		}
	}

	/**
	 * First the consent, so that the client can't come back unseen while the rest ends.
	 */
	private void end(Grant grant) {
		this.remembered.remove(grant.key());
		grant.authorizations().forEach(this.authorizations::end);
		if (grant.isLive()) {
			this.events.publish(grant.revoked());
		}
	}

}
