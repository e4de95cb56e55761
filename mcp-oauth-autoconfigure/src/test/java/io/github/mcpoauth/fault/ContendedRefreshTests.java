package io.github.mcpoauth.fault;

import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.AdditionalAnswers;
import org.mockito.Mockito;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;

/**
 * A refresh that loses each race against other requests with its token is no replay.
 */
@Tag("FT14")
class ContendedRefreshTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, ContendedStore.class });

	@Test
	void refreshWhenOthersAlwaysComeFirstThenTemporarilyUnavailableAndTheTokenStaysGood() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> refresh = flow.refreshRequest((String) flow.tokens().get("refresh_token"));
		AuthorizationStore store = server.bean(AuthorizationStore.class);
		doReturn(false).when(store).save(any(), any(), any());
		Reply busy = flow.token(refresh);
		Mockito.reset(store);
		assertThat(busy.status()).isEqualTo(503);
		assertThat(busy.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(busy.header("Retry-After")).isNotBlank();
		assertThat(busy.header("Cache-Control")).contains("no-store");
		assertThat(flow.token(refresh).status()).isEqualTo(200);
	}

	@Configuration(proxyBeanMethods = false)
	static class ContendedStore {

		@Bean
		AuthorizationStore contendedStore() {
			return Mockito.mock(AuthorizationStore.class,
					AdditionalAnswers.delegatesTo(new InMemoryAuthorizationStore(Clock.systemUTC())));
		}

	}

}
