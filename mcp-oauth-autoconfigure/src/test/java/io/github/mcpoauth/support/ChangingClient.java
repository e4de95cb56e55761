package io.github.mcpoauth.support;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * An application whose only client changes its redirect URI, or disappears, while a login
 * is under way. Where it is an extension, each test begins with its first redirect URI.
 */
@Configuration(proxyBeanMethods = false)
public class ChangingClient implements BeforeEachCallback {

	public static final String ID = "https://app.example.com/client.json";

	private static volatile @Nullable String redirectUri;

	/** Gives the client a redirect URI, or makes it unknown. */
	public static void setRedirectUri(@Nullable String redirectUri) {
		ChangingClient.redirectUri = redirectUri;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		setRedirectUri(ClientRequests.REDIRECT_URI);
	}

	@Bean
	Clients clients() {
		return (clientId) -> {
			String current = redirectUri;
			if (current == null) {
				throw UnknownClientException.unregistered();
			}
			return new ClientMetadata("A changing client", List.of(RedirectUri.parse(current)), true, Instant.EPOCH);
		};
	}

}
