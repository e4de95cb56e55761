package io.github.mcpoauth.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.authorizationserver.login.LoginUpstream;
import io.github.mcpoauth.observability.ProviderSource;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.FetchState;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * What is needed of an identity provider depends on what it is there for.
 */
final class ProviderSources {

	private ProviderSources() {
	}

	/**
	 * A provider whose tokens are verified.
	 */
	static ProviderSource ofTokens(UpstreamSettings settings, UpstreamMetadata metadata, IssuerKeys keys) {
		TokenVerification how = settings.quirks().tokens().verification();
		Runnable contact = usesKeys(how) ? metadata::jwks
				: (how == TokenVerification.USERINFO) ? metadata::userInfo : metadata::introspection;
		return new ProviderSource(settings.issuer(), contact, state(metadata), usesKeys(how) ? keys : null);
	}

	/**
	 * A provider that users are sent to as well.
	 */
	static ProviderSource ofFacade(UpstreamSettings settings, UpstreamMetadata metadata, IssuerKeys keys) {
		return new ProviderSource(settings.issuer(), metadata::endpoints, state(metadata),
				usesKeys(settings.quirks().tokens().verification()) ? keys : null);
	}

	/**
	 * A provider where users of the embedded authorization server log in.
	 */
	static ProviderSource ofLogin(LoginUpstream upstream) {
		boolean idTokens = upstream.scopes().contains("openid");
		return new ProviderSource(upstream.settings().issuer(), upstream.metadata()::endpoints,
				state(upstream.metadata()), (idTokens && upstream.keys() instanceof IssuerKeys keys) ? keys : null);
	}

	private static boolean usesKeys(@Nullable TokenVerification how) {
		return how == null || how == TokenVerification.JWT;
	}

	private static Supplier<FetchState> state(UpstreamMetadata metadata) {
		return (metadata instanceof CachedUpstreamMetadata cached) ? cached::state : () -> FetchState.NONE;
	}

}
