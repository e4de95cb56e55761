package io.github.mcpoauth.attack;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ChangingClient;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that changes while a person decides and logs in at the provider.
 */
@Tag("A19")
@ExtendWith(ChangingClient.class)
class FacadeChangedClientAttackTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer
		.start(new Class<?>[] { TestApplication.class, ChangingClient.class });

	private static final TestServer server = facade.server();

	private final FacadeFlow flow = FacadeFlow.withClientId(ChangingClient.ID);

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "https://app.example.com/other")
	void decideWhenRedirectUriIsNotTheClientsAnyMoreThenNoRedirect(@Nullable String redirectUri) {
		for (String decision : new String[] { "approve", "deny" }) {
			ChangingClient.setRedirectUri(ClientRequests.REDIRECT_URI);
			Map<String, String> form = FacadeFlow.fields(this.flow.consentPage(server, this.flow.request()), decision);
			ChangingClient.setRedirectUri(redirectUri);
			assertNotRedirected(this.flow.decide(server, form));
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "https://app.example.com/other")
	void callbackWhenRedirectUriIsNotTheClientsAnyMoreThenNoRedirect(@Nullable String redirectUri) {
		Reply toProvider = this.flow.approve(server, this.flow.request());
		ChangingClient.setRedirectUri(redirectUri);
		assertNotRedirected(this.flow.callback(server, toProvider));
		ChangingClient.setRedirectUri(ClientRequests.REDIRECT_URI);
		Reply again = this.flow.approve(server, this.flow.request());
		ChangingClient.setRedirectUri(redirectUri);
		assertNotRedirected(this.flow.callback(server,
				Map.of("state", again.redirectParameters().get("state"), "error", "access_denied")));
	}

	private static void assertNotRedirected(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
	}

}
