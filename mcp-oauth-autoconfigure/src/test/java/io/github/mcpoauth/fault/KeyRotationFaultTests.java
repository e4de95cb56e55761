package io.github.mcpoauth.fault;

import java.util.UUID;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An identity provider that changes its keys, as planned or because one was stolen.
 */
class KeyRotationFaultTests {

	@AutoClose
	private final TestProvider provider = TestProvider.overLine(FacadeServer.RESOURCE);

	private final TestTokens old = this.provider.tokens();

	private final TestTokens rotated = new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE,
			TestTokens.key("key-2", 2048));

	@AutoClose
	private TestServer server;

	private void start(String mode) {
		this.server = TestServer.start(FacadeServer.properties(this.provider, "mcp.oauth.mode=" + mode));
		assertThat(call(this.old)).isEqualTo(200);
	}

	@Tag("FT7")
	@ParameterizedTest
	@ValueSource(strings = { "resource-server", "facade" })
	void callWhenKeyIsNewThenGoodAtItsFirstUseAndSoIsTheOldOneUntilItIsGone(String mode) {
		start(mode);
		this.provider.publish(this.old.key(), this.rotated.key());
		assertThat(call(this.rotated)).isEqualTo(200);
		assertThat(call(this.old)).isEqualTo(200);
	}

	/**
	 * Also a token that was verified a moment ago is refused, and the removal holds when
	 * the provider is down afterwards: keys of before an outage are those that were there
	 * last.
	 */
	@Tag("FT8")
	@Tag("H6")
	@Test
	void callWhenKeyWasStolenAndRemovedThenItsTokensAreRefusedAlsoThoseThatAreRemembered() {
		start("resource-server");
		String remembered = token(this.old);
		assertThat(call(remembered)).isEqualTo(200);
		assertThat(call(remembered)).isEqualTo(200);
		this.provider.publish(this.rotated.key());
		assertThat(call(this.rotated)).isEqualTo(200);
		assertThat(call(remembered)).isEqualTo(401);
		assertThat(call(this.old)).isEqualTo(401);
		Outage.GONE.begin(this.provider);
		assertThat(call(remembered)).isNotEqualTo(200);
		assertThat(call(this.old)).isNotEqualTo(200);
		assertThat(call(this.rotated)).isEqualTo(200);
	}

	/** Same identifier, another key: what the old one has signed is good no more. */
	@Tag("FT8")
	@Tag("H5")
	@Test
	void callWhenKeyIsReplacedUnderItsNameThenNobodyGetsInWithoutOneThatIsPublished() {
		start("resource-server");
		TestTokens stranger = new TestTokens(this.provider.issuer(), FacadeServer.RESOURCE,
				TestTokens.key(this.old.key().getKeyID(), 2048));
		assertThat(call(stranger)).isEqualTo(401);
		assertThat(call(this.old)).isEqualTo(200);
	}

	private int call(TestTokens tokens) {
		return call(token(tokens));
	}

	private static String token(TestTokens tokens) {
		return tokens.with((claims) -> claims.jwtID(UUID.randomUUID().toString()));
	}

	private int call(String token) {
		return FacadeFlow.callMcp(this.server, token).status();
	}

}
