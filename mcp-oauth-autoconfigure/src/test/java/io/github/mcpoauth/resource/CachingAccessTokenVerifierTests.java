package io.github.mcpoauth.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;

import io.github.mcpoauth.support.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is remembered of verified tokens, and until when.
 */
class CachingAccessTokenVerifierTests {

	private final MutableClock clock = new MutableClock();

	private final AtomicInteger verifications = new AtomicInteger();

	private final AtomicLong generation = new AtomicLong();

	private volatile boolean revoked;

	private volatile Instant expiry = this.clock.instant().plusSeconds(3600);

	private volatile AccessTokenVerifier delegate = (token) -> {
		this.verifications.incrementAndGet();
		return caller(token.getToken());
	};

	private final CachingAccessTokenVerifier verifier = cache(100);

	@Test
	void verifyWhenTokenIsKnownThenItIsNotVerifiedAgain() {
		assertThat(verify("a").getName()).isEqualTo("a");
		assertThat(verify("a").getName()).isEqualTo("a");
		assertThat(verify("b").getName()).isEqualTo("b");
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void verifyWhenRequestIsAnotherThenItsOwnDetails() {
		BearerTokenAuthenticationToken first = new BearerTokenAuthenticationToken("a");
		first.setDetails("192.0.2.1");
		BearerTokenAuthenticationToken second = new BearerTokenAuthenticationToken("a");
		second.setDetails("192.0.2.2");
		Authentication caller = this.verifier.verify(first);
		assertThat(this.verifier.verify(second)).isInstanceOf(BearerTokenAuthentication.class)
			.extracting(Authentication::getDetails)
			.isEqualTo("192.0.2.2");
		assertThat(caller.getDetails()).isEqualTo("192.0.2.1");
	}

	@Test
	void verifyWhenTimeIsUpThenVerifiedAgain() {
		verify("a");
		this.clock.advance(Duration.ofMinutes(5).minusMillis(1));
		verify("a");
		assertThat(this.verifications).hasValue(1);
		this.clock.advance(Duration.ofMillis(1));
		verify("a");
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void verifyWhenTokenHasExpiredThenVerifiedAgainHoweverShortTheTime() {
		this.expiry = this.clock.instant().plusSeconds(2);
		verify("a");
		this.clock.advance(Duration.ofSeconds(2));
		verify("a");
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void verifyWhenTokenNamesNoExpiryThenRememberedForTheTime() {
		this.expiry = null;
		verify("a");
		verify("a");
		assertThat(this.verifications).hasValue(1);
	}

	@Test
	void verifyWhenTokenWasRevokedThenVerifiedAgain() {
		verify("a");
		this.revoked = true;
		this.delegate = (token) -> {
			throw new InvalidBearerTokenException("revoked");
		};
		assertThatExceptionOfType(InvalidBearerTokenException.class).isThrownBy(() -> verify("a"));
	}

	@Test
	void verifyWhenKeyWasWithdrawnThenAllAreVerifiedAgainOnce() {
		verify("a");
		verify("b");
		this.generation.incrementAndGet();
		verify("a");
		verify("b");
		verify("a");
		assertThat(this.verifications).hasValue(4);
	}

	/** What the keys were when the verification began counts. */
	@Test
	void verifyWhenKeyIsWithdrawnMeanwhileThenTheResultIsNotUsedAgain() {
		AccessTokenVerifier counting = this.delegate;
		this.delegate = (token) -> {
			this.generation.incrementAndGet();
			return counting.verify(token);
		};
		verify("a");
		this.delegate = counting;
		verify("a");
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void verifyWhenRefusedOrUnavailableThenNotRemembered() {
		this.delegate = (token) -> {
			this.verifications.incrementAndGet();
			throw new InvalidBearerTokenException("no");
		};
		assertThatExceptionOfType(InvalidBearerTokenException.class).isThrownBy(() -> verify("a"));
		this.delegate = (token) -> {
			this.verifications.incrementAndGet();
			throw new AuthenticationServiceException("down");
		};
		assertThatExceptionOfType(AuthenticationServiceException.class).isThrownBy(() -> verify("a"));
		assertThat(this.verifications).hasValue(2);
	}

	@Test
	void verifyWhenMoreTokensThanFitThenTheOthersAreVerifiedAgain() {
		CachingAccessTokenVerifier small = cache(1);
		for (int i = 0; i < 1000; i++) {
			small.verify(new BearerTokenAuthenticationToken("token-" + i));
		}
		this.verifications.set(0);
		for (int i = 0; i < 1000; i++) {
			small.verify(new BearerTokenAuthenticationToken("token-" + i));
		}
		assertThat(this.verifications).hasValueGreaterThan(900);
	}

	@Test
	void verifyWhenTokenIsBeingVerifiedThenOthersWaitForTheResult() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		AccessTokenVerifier counting = this.delegate;
		this.delegate = (token) -> {
			if (token.getToken().equals("slow")) {
				asked.countDown();
				await(answer);
			}
			return counting.verify(token);
		};
		ExecutorService callers = Executors.newFixedThreadPool(8);
		try {
			List<Future<Authentication>> results = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				results.add(callers.submit(() -> verify("slow")));
			}
			asked.await();
			// A slow issuer holds up nobody with another token
			for (int i = 0; i < 200; i++) {
				verify("other-" + i);
			}
			answer.countDown();
			for (Future<Authentication> result : results) {
				assertThat(result.get().getName()).isEqualTo("slow");
			}
			assertThat(this.verifications).hasValue(201);
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void verifyWhenOthersWaitForRefusalThenTheyGetItToo() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.delegate = (token) -> {
			asked.countDown();
			await(answer);
			throw new InvalidBearerTokenException("no");
		};
		ExecutorService callers = Executors.newFixedThreadPool(2);
		try {
			Future<Authentication> first = callers.submit(() -> verify("a"));
			asked.await();
			Future<Authentication> second = callers.submit(() -> verify("a"));
			answer.countDown();
			assertThat(first).failsWithin(Duration.ofSeconds(30))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(InvalidBearerTokenException.class);
			assertThat(second).failsWithin(Duration.ofSeconds(30))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(InvalidBearerTokenException.class);
		}
		finally {
			callers.shutdownNow();
		}
	}

	private CachingAccessTokenVerifier cache(int size) {
		return new CachingAccessTokenVerifier((token) -> this.delegate.verify(token),
				new TokenCacheSettings(size, Duration.ofMinutes(5)), (caller) -> !this.revoked, this.generation::get,
				this.clock);
	}

	private Authentication verify(String token) {
		return this.verifier.verify(new BearerTokenAuthenticationToken(token));
	}

	private Authentication caller(String name) {
		return new BearerTokenAuthentication(
				new OAuth2IntrospectionAuthenticatedPrincipal(name, Map.of("sub", name),
						AuthorityUtils.createAuthorityList("SCOPE_a")),
				new OAuth2AccessToken(TokenType.BEARER, name, null, this.expiry),
				AuthorityUtils.createAuthorityList("SCOPE_a"));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
