package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

import io.github.mcpoauth.authorizationserver.AuthorizationServerComponents;
import io.github.mcpoauth.authorizationserver.FederatedLogins;
import io.github.mcpoauth.authorizationserver.client.TokenLifetimes;
import io.github.mcpoauth.authorizationserver.login.KeptAccessTokens;
import io.github.mcpoauth.authorizationserver.login.TokenKeeper;
import io.github.mcpoauth.authorizationserver.login.UpstreamAllowedUsers;
import io.github.mcpoauth.authorizationserver.login.UpstreamLogins;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.ProviderAccessTokens;
import io.github.mcpoauth.upstream.UserApi;

/**
 * How users of the embedded authorization server log in.
 */
@Configuration(proxyBeanMethods = false)
class FederatedLoginConfiguration {

	@Bean
	AuthorizationServerComponents.Logins mcpLogins(ListableBeanFactory beans, ObjectProvider<FederatedLogins> federated,
			ObjectProvider<AllowedUsers> allowed) {
		boolean local = has(beans, UserDetailsService.class) || has(beans, AuthenticationProvider.class)
				|| has(beans, AuthenticationManager.class);
		return new AuthorizationServerComponents.Logins(local, federated.getIfAvailable(),
				allowed.getIfAvailable(() -> (user) -> null));
	}

	private static boolean has(ListableBeanFactory beans, Class<?> type) {
		return beans.getBeanNamesForType(type, true, false).length > 0;
	}

	/**
	 * Logins at identity providers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientRegistration.class)
	@Conditional(OnUpstreamLoginCondition.class)
	@EnableConfigurationProperties(LoginProperties.class)
	static class Upstreams {

		@Bean
		LoginUpstreams mcpLoginUpstreams(McpOAuthProperties properties, LoginProperties logins, HttpFetcher fetcher,
				PublicUrls urls) {
			return LoginUpstreams.of(new LoginPropertiesMapper(properties, logins).asUpstreams(fetcher), urls);
		}

		@Bean
		TokenKeeper mcpTokenKeeper(UpstreamTokenStore store, Sealer sealer, McpOAuthPropertiesMapper mapper) {
			TokenLifetimes lifetimes = mapper.asTokenLifetimes();
			return new TokenKeeper(store, sealer, Clock.systemUTC(),
					lifetimes.refreshToken().plus(lifetimes.accessToken()));
		}

		@Bean
		@ConditionalOnMissingBean
		ProviderAccessTokens mcpProviderAccessTokens(LoginUpstreams upstreams, PublicUrls urls, TokenKeeper keeper) {
			return new KeptAccessTokens(upstreams.all(), urls, keeper);
		}

		@Bean
		FederatedLogins mcpFederatedLogins(LoginUpstreams upstreams, PublicUrls urls, HttpFetcher fetcher,
				TokenKeeper keeper, ObjectProvider<AllowedUsers> allowed) {
			return new UpstreamLogins(upstreams.all(), urls, new UserApi(fetcher), keeper,
					allowed.getIfAvailable(() -> (user) -> null));
		}

		@Bean
		@ConditionalOnMissingBean
		AllowedUsers mcpAllowedUsers(LoginUpstreams upstreams) {
			upstreams.warnOfOpenDoors();
			return new UpstreamAllowedUsers(upstreams.all());
		}

	}

}
